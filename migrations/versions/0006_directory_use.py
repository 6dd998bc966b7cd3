"""the search somebody is in, reports that a record is wrong, and what was looked for in vain"""

import sqlalchemy as sa
from alembic import op

from webhook.store.db import UtcDateTime

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('directory_searches',
        sa.Column('conversation_id', sa.String(length=32), sa.ForeignKey('conversations.id', ondelete='CASCADE'), nullable=False),
        sa.Column('state', sa.JSON(), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('conversation_id'),
    )
    op.create_index('ix_directory_searches_at', 'directory_searches', ['at'])
    op.create_table('directory_reports',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('inbound_id', sa.Integer(), nullable=False),
        sa.Column('service_id', sa.Integer(), sa.ForeignKey('directory_services.id', ondelete='CASCADE'), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('closed_at', UtcDateTime(timezone=True), nullable=True),
        sa.Column('closed_by', sa.Integer(), sa.ForeignKey('staff.id'), nullable=True),
        sa.Column('outcome', sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('inbound_id'),
    )
    op.create_index('ix_directory_reports_open', 'directory_reports', ['closed_at', 'id'])
    op.create_index('ix_directory_reports_service_id', 'directory_reports', ['service_id'])
    op.create_index('ix_directory_services_changed_at', 'directory_services', ['changed_at'])
    op.create_table('unmet_needs',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('filters', sa.JSON(), nullable=False),
        sa.Column('channel', sa.String(length=3), nullable=False),
        sa.Column('widened', sa.Boolean(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_unmet_needs_day', 'unmet_needs', ['day'])


def downgrade() -> None:
    op.drop_index('ix_directory_services_changed_at', 'directory_services')
    for table in ('unmet_needs', 'directory_reports', 'directory_searches'):
        op.drop_table(table)
