"""the directory of services"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

from webhook.store.db import UtcDateTime

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def _service() -> sa.Column:
    return sa.Column('service_id', sa.Integer(), sa.ForeignKey('directory_services.id', ondelete='CASCADE'), nullable=False)


def upgrade() -> None:
    op.create_table('directory_services',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('record_id', sa.String(length=80), nullable=False),
        sa.Column('public_id', sa.String(length=36), nullable=False),
        sa.Column('source', sa.String(length=40), nullable=False),
        sa.Column('sample', sa.Boolean(), nullable=False),
        sa.Column('visible', sa.Boolean(), nullable=False),
        sa.Column('fingerprint', sa.String(length=64), nullable=False),
        sa.Column('changed_at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('name', sa.String(length=300), nullable=False),
        sa.Column('organisation', sa.String(length=300), nullable=True),
        sa.Column('age_from', sa.Double(), nullable=True),
        sa.Column('age_to', sa.Double(), nullable=True),
        sa.Column('cost', sa.String(length=10), nullable=True),
        sa.Column('referral', sa.Boolean(), nullable=True),
        sa.Column('learning_disability', sa.Boolean(), nullable=True),
        sa.Column('checked_on', sa.Date(), nullable=True),
        sa.Column('record', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('public_id'),
    )
    op.create_index('ix_directory_services_source', 'directory_services', ['source'])
    op.create_index('ix_directory_services_visible', 'directory_services', ['visible'])
    op.create_table('directory_tags',
        _service(),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('value', sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint('service_id', 'kind', 'value'),
    )
    op.create_index('ix_directory_tags_value', 'directory_tags', ['kind', 'value', 'service_id'])
    op.create_table('directory_locations',
        sa.Column('id', sa.Integer(), nullable=False),
        _service(),
        sa.Column('sector', sa.String(length=8), nullable=True),
        sa.Column('latitude', sa.Double(), nullable=True),
        sa.Column('longitude', sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_directory_locations_service_id', 'directory_locations', ['service_id'])
    op.create_index('ix_directory_locations_latitude', 'directory_locations', ['latitude'])
    op.create_table('directory_sessions',
        sa.Column('id', sa.Integer(), nullable=False),
        _service(),
        sa.Column('weekday', sa.Integer(), nullable=False),
        sa.Column('opens', sa.Time(), nullable=True),
        sa.Column('closes', sa.Time(), nullable=True),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_directory_sessions_service_id', 'directory_sessions', ['service_id'])
    op.create_table('directory_texts',
        _service(),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('keywords', sa.Text(), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('document', sa.Text().with_variant(TSVECTOR(), 'postgresql'), nullable=True),
        sa.PrimaryKeyConstraint('service_id'),
    )
    op.create_index('ix_directory_texts_document', 'directory_texts', ['document'], postgresql_using='gin')
    op.create_table('directory_words',
        sa.Column('word', sa.String(length=60), nullable=False),
        sa.Column('services', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('word'),
    )
    op.create_table('directory_sources',
        sa.Column('source', sa.String(length=40), nullable=False),
        sa.Column('due_at', UtcDateTime(timezone=True), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('summary', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('source'),
    )


def downgrade() -> None:
    op.execute('DROP TABLE IF EXISTS directory_index')
    for table in ('directory_sources', 'directory_words', 'directory_texts', 'directory_sessions', 'directory_locations', 'directory_tags', 'directory_services'):
        op.drop_table(table)
