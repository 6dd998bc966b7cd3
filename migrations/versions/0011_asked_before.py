"""questions that a text of ours came between"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conversations', sa.Column('asked_before', sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column('conversations', 'asked_before')
