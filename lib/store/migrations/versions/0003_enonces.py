"""Énoncés : ce que le contrat énonce sans cible ni date."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "enonce",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("axe", sa.Text(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("territoire", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_enonce_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_enonce"),
    )
    with op.batch_alter_table("enonce", schema=None) as batch_op:
        batch_op.create_index("ix_enonce_lot", ["contrat", "lot"], unique=False)
