"""the runs of the case import"""

import sqlalchemy as sa
from alembic import op

from webhook.store.db import UtcDateTime

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case_imports',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('via', sa.String(length=10), nullable=False),
        sa.Column('staff_id', sa.Integer(), sa.ForeignKey('staff.id'), nullable=True),
        sa.Column('names', sa.JSON(), nullable=False),
        sa.Column('as_of', sa.Date(), nullable=True),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('reports', sa.JSON(), nullable=False),
        sa.Column('cases_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('contacts_sealed', sa.LargeBinary(), nullable=True),
        sa.Column('at', UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index('ix_case_imports_at', 'case_imports', ['at'])


def downgrade() -> None:
    op.drop_table('case_imports')
