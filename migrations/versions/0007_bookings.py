"""booking a SEND surgery"""

import sqlalchemy as sa
from alembic import op

from webhook.store.db import UtcDateTime

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None
LIVE = sa.text("state IN ('booked', 'offered')")


def upgrade() -> None:
    op.create_table('surgery_bookings',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('surgery_id', sa.Integer(), sa.ForeignKey('surgeries.id'), nullable=False),
        sa.Column('conversation_id', sa.String(length=32), sa.ForeignKey('conversations.id'), nullable=False),
        sa.Column('person_key', sa.String(length=64), nullable=False),
        sa.Column('trial', sa.Boolean(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('slot', sa.Time(), nullable=False),
        sa.Column('venue', sa.String(length=120), nullable=False),
        sa.Column('seat', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('first_name_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('needs_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('offer_until', UtcDateTime(timezone=True), nullable=True),
        sa.Column('rating', sa.Integer(), nullable=True),
        sa.Column('made_at', UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('uq_surgery_bookings_seat', 'surgery_bookings', ['surgery_id', 'day', 'slot', 'seat', 'trial'], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_index('uq_surgery_bookings_person', 'surgery_bookings', ['surgery_id', 'person_key', 'trial'], unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_index('ix_surgery_bookings_state', 'surgery_bookings', ['state', 'day'])
    op.create_index('ix_surgery_bookings_conversation_id', 'surgery_bookings', ['conversation_id'])
    op.create_table('surgery_waits',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('surgery_id', sa.Integer(), sa.ForeignKey('surgeries.id'), nullable=False),
        sa.Column('conversation_id', sa.String(length=32), sa.ForeignKey('conversations.id'), nullable=False),
        sa.Column('person_key', sa.String(length=64), nullable=False),
        sa.Column('trial', sa.Boolean(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('surgery_id', 'person_key', 'trial'),
    )
    op.create_index('ix_surgery_waits_state', 'surgery_waits', ['state', 'at'])
    op.create_index('ix_surgery_waits_conversation_id', 'surgery_waits', ['conversation_id'])
    op.create_table('booking_drafts',
        sa.Column('conversation_id', sa.String(length=32), sa.ForeignKey('conversations.id'), nullable=False),
        sa.Column('state_sealed', sa.LargeBinary(), nullable=False),
        sa.Column('updated_at', UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('conversation_id'),
    )


def downgrade() -> None:
    op.drop_table('booking_drafts')
    op.drop_table('surgery_waits')
    op.drop_table('surgery_bookings')
