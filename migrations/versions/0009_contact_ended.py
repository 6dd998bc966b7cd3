"""when a contact was no longer on the record of their case"""

import sqlalchemy as sa
from alembic import op

from webhook.store.db import UtcDateTime

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('contacts', sa.Column('ended_at', UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('contacts', 'ended_at')
