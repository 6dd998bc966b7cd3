"""a number for reminders of a place booked on the web"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('surgery_bookings', sa.Column('contact_hash', sa.String(length=64), nullable=True))
    op.create_index('ix_surgery_bookings_contact_hash', 'surgery_bookings', ['contact_hash'])


def downgrade() -> None:
    op.drop_index('ix_surgery_bookings_contact_hash', 'surgery_bookings')
    op.drop_column('surgery_bookings', 'contact_hash')
