"""Dépôt accompagné : bordereau, correspondances, explications, données qui ne seront pas transmises."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table(
        "bordereau",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("remplies", sa.Integer(), nullable=False),
        sa.Column("publiees", sa.Integer(), nullable=False),
        sa.Column("inchangees", sa.Integer(), nullable=False),
        sa.Column("laissees", sa.Integer(), nullable=False),
        sa.Column("ignorees", sa.Integer(), nullable=False),
        sa.Column("recues", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_bordereau_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "remplies", "avenant", "lot", name="uq_bordereau"),
    )
    with op.batch_alter_table("bordereau", schema=None) as batch_op:
        batch_op.create_index("ix_bordereau_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "cellule_bordereau",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("colonne", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("lu", sa.Text(), nullable=False),
        sa.Column("ecrit", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_cellule_bordereau_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat", "sort", "numero", "colonne", "code", "avenant", "lot", name="uq_cellule_bordereau"
        ),
    )
    with op.batch_alter_table("cellule_bordereau", schema=None) as batch_op:
        batch_op.create_index("ix_cellule_bordereau_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "correspondance",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("type_depot", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("lu_comme", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_correspondance_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat", "service", "type_depot", "genre", "texte", "avenant", "lot", name="uq_correspondance"
        ),
    )
    with op.batch_alter_table("correspondance", schema=None) as batch_op:
        batch_op.create_index("ix_correspondance_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "explication",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("indicateur", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("trimestre", sa.Integer(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_explication_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "indicateur", "annee", "trimestre", "avenant", "lot", name="uq_explication"),
    )
    with op.batch_alter_table("explication", schema=None) as batch_op:
        batch_op.create_index("ix_explication_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "non_transmission",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("indicateur", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("trimestre", sa.Integer(), nullable=False),
        sa.Column("etape", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_non_transmission_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat", "indicateur", "annee", "trimestre", "etape", "avenant", "lot", name="uq_non_transmission"
        ),
    )
    with op.batch_alter_table("non_transmission", schema=None) as batch_op:
        batch_op.create_index("ix_non_transmission_lot", ["contrat", "lot"], unique=False)
