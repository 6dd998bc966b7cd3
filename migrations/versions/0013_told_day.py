"""the day that whoever lost a place was told their surgery moved to"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('surgery_bookings', sa.Column('told_day', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('surgery_bookings', 'told_day')
