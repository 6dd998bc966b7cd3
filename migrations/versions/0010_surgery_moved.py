"""the day a surgery moved from, where its new day is known"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('surgeries', sa.Column('moved_from', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('surgeries', 'moved_from')
