"""what a contact said about texts on their case, jobs for one contact, and which import a change came with"""

import sqlalchemy as sa
from alembic import op

from webhook.store.db import UtcDateTime

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('update_choices',
        sa.Column('contact_id', sa.Integer(), sa.ForeignKey('contacts.id', ondelete='CASCADE'), nullable=False),
        sa.Column('state', sa.String(length=3), nullable=False),
        sa.Column('by', sa.String(length=10), nullable=False),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('contact_id'),
    )
    with op.batch_alter_table('clock_jobs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('contact_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key('fk_clock_jobs_contact_id', 'contacts', ['contact_id'], ['id'], ondelete='CASCADE')
        batch_op.create_index('ix_clock_jobs_contact', ['contact_id'], unique=False)
    with op.batch_alter_table('case_changes', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=10), nullable=False, server_default='changed'))
        batch_op.add_column(sa.Column('source', sa.String(length=120), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('case_changes', schema=None) as batch_op:
        batch_op.drop_column('source')
        batch_op.drop_column('kind')
    with op.batch_alter_table('clock_jobs', schema=None) as batch_op:
        batch_op.drop_index('ix_clock_jobs_contact')
        batch_op.drop_constraint('fk_clock_jobs_contact_id', type_='foreignkey')
        batch_op.drop_column('contact_id')
    op.drop_table('update_choices')
