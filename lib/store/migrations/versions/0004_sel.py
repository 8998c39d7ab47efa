"""Journal de format 2 : le sel de chaque lot, et l’entrée d’un lot retrouvée par son numéro."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "sel",
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("lot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("valeur", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"]),
        sa.PrimaryKeyConstraint("contrat", "lot"),
    )
    op.create_index("ix_journal_lot", "journal", ["contrat", "lot"], unique=False)
