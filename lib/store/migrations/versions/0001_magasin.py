"""Magasin: contrats, lots, journal, pièces et une table par nom du contrat."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store up."""
    op.create_table("contrat", sa.Column("code", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("code"))
    op.create_table(
        "lot",
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("numero", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("type_depot", sa.Text(), nullable=True),
        sa.Column("auteur", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("publie_le", sa.Text(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("fichier", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("lu_comme", sa.Text(), nullable=False),
        sa.Column("annule_lot", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contrat", "annule_lot"],
            ["lot.contrat", "lot.numero"],
        ),
        sa.ForeignKeyConstraint(
            ["contrat"],
            ["contrat.code"],
        ),
        sa.PrimaryKeyConstraint("contrat", "numero"),
    )
    op.create_table(
        "action_feuille_de_route",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("domaine", sa.Text(), nullable=False),
        sa.Column("cible_operationnelle", sa.Text(), nullable=False),
        sa.Column("preexistant", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("indicateurs", sa.Text(), nullable=False),
        sa.Column("echeance", sa.Text(), nullable=False),
        sa.Column("date_limite", sa.Date(), nullable=True),
        sa.Column("pilotes", sa.Text(), nullable=False),
        sa.Column("commentaire", sa.Text(), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_action_feuille_de_route_lot"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_action_feuille_de_route"),
    )
    with op.batch_alter_table("action_feuille_de_route", schema=None) as batch_op:
        batch_op.create_index("ix_action_feuille_de_route_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "avenant",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("date_signature", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_avenant_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "numero", "avenant", "lot", name="uq_avenant"),
    )
    with op.batch_alter_table("avenant", schema=None) as batch_op:
        batch_op.create_index("ix_avenant_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "axe",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("partie", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("intitule_court", sa.Text(), nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("action_chorus", sa.Text(), nullable=False),
        sa.Column("activite_chorus", sa.Text(), nullable=False),
        sa.Column("groupe_marchandises", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_axe_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_axe"),
    )
    with op.batch_alter_table("axe", schema=None) as batch_op:
        batch_op.create_index("ix_axe_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "cible",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("indicateur", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("territoire", sa.Text(), nullable=False),
        sa.Column("ventilation", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=True),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_cible_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat", "indicateur", "annee", "territoire", "ventilation", "avenant", "lot", name="uq_cible"
        ),
    )
    with op.batch_alter_table("cible", schema=None) as batch_op:
        batch_op.create_index("ix_cible_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "commentaire",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_commentaire_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "objet", "reference", "rang", "avenant", "lot", name="uq_commentaire"),
    )
    with op.batch_alter_table("commentaire", schema=None) as batch_op:
        batch_op.create_index("ix_commentaire_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "contexte",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("territoire", sa.Text(), nullable=False),
        sa.Column("mesure", sa.Text(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("bloc", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_contexte_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "territoire", "mesure", "periode", "avenant", "lot", name="uq_contexte"),
    )
    with op.batch_alter_table("contexte", schema=None) as batch_op:
        batch_op.create_index("ix_contexte_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "contrat_version",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("nom_court", sa.Text(), nullable=False),
        sa.Column("departement_code", sa.Text(), nullable=False),
        sa.Column("departement", sa.Text(), nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("exemple", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_contrat_version_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_contrat_version"),
    )
    with op.batch_alter_table("contrat_version", schema=None) as batch_op:
        batch_op.create_index("ix_contrat_version_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "dimension",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_dimension_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_dimension"),
    )
    with op.batch_alter_table("dimension", schema=None) as batch_op:
        batch_op.create_index("ix_dimension_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "ecart",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("famille", sa.Text(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("valeur_1", sa.Text(), nullable=False),
        sa.Column("lieu_1", sa.Text(), nullable=False),
        sa.Column("valeur_2", sa.Text(), nullable=False),
        sa.Column("lieu_2", sa.Text(), nullable=False),
        sa.Column("explication", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_ecart_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_ecart"),
    )
    with op.batch_alter_table("ecart", schema=None) as batch_op:
        batch_op.create_index("ix_ecart_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "enveloppe",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("financeur", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_enveloppe_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "fiche", "annee", "financeur", "nature", "avenant", "lot", name="uq_enveloppe"),
    )
    with op.batch_alter_table("enveloppe", schema=None) as batch_op:
        batch_op.create_index("ix_enveloppe_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "execution",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("trimestre", sa.Integer(), nullable=False),
        sa.Column("financeur", sa.Text(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("commentaire", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_execution_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat", "fiche", "annee", "trimestre", "financeur", "avenant", "lot", name="uq_execution"
        ),
    )
    with op.batch_alter_table("execution", schema=None) as batch_op:
        batch_op.create_index("ix_execution_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "fiche_action",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("axe", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("intitule_annexe", sa.Text(), nullable=False),
        sa.Column("presente", sa.Boolean(), nullable=False),
        sa.Column("confidentielle", sa.Boolean(), nullable=False),
        sa.Column("contexte", sa.Text(), nullable=False),
        sa.Column("contenu", sa.Text(), nullable=False),
        sa.Column("pilotes", sa.Text(), nullable=False),
        sa.Column("partenaires", sa.Text(), nullable=False),
        sa.Column("cofinanceurs", sa.Text(), nullable=False),
        sa.Column("mise_en_place", sa.Text(), nullable=False),
        sa.Column("duree", sa.Text(), nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_fiche_action_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_fiche_action"),
    )
    with op.batch_alter_table("fiche_action", schema=None) as batch_op:
        batch_op.create_index("ix_fiche_action_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "habilitation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_habilitation_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "role", "type", "valeur", "avenant", "lot", name="uq_habilitation"),
    )
    with op.batch_alter_table("habilitation", schema=None) as batch_op:
        batch_op.create_index("ix_habilitation_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "indicateur",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("axe", sa.Text(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("thematique", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("mesure", sa.Text(), nullable=False),
        sa.Column("libelle_fiche", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("categorie", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("comptage", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("depuis", sa.Date(), nullable=True),
        sa.Column("additif", sa.Boolean(), nullable=False),
        sa.Column("sens", sa.Text(), nullable=False),
        sa.Column("note_sens", sa.Text(), nullable=False),
        sa.Column("producteur", sa.Text(), nullable=False),
        sa.Column("periodicite", sa.Text(), nullable=False),
        sa.Column("delai_jours", sa.Integer(), nullable=False),
        sa.Column("situation_initiale", sa.Text(), nullable=True),
        sa.Column("situation_initiale_texte", sa.Text(), nullable=False),
        sa.Column("si_debut", sa.Date(), nullable=True),
        sa.Column("si_fin", sa.Date(), nullable=True),
        sa.Column("periode_situation_initiale", sa.Text(), nullable=False),
        sa.Column("si_comparable", sa.Boolean(), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("motif_statut", sa.Text(), nullable=False),
        sa.Column("ventilations", sa.Text(), nullable=False),
        sa.Column("hors_bornes", sa.Boolean(), nullable=False),
        sa.Column("formule", sa.Text(), nullable=False),
        sa.Column("double_compte", sa.Boolean(), nullable=False),
        sa.Column("regle_source", sa.Text(), nullable=False),
        sa.Column("remarques", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_indicateur_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_indicateur"),
    )
    with op.batch_alter_table("indicateur", schema=None) as batch_op:
        batch_op.create_index("ix_indicateur_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "indicateur_impact",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("echeance", sa.Date(), nullable=False),
        sa.Column("avec", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_indicateur_impact_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_indicateur_impact"),
    )
    with op.batch_alter_table("indicateur_impact", schema=None) as batch_op:
        batch_op.create_index("ix_indicateur_impact_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "jalon_saisi",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("indicateur", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("trimestre", sa.Integer(), nullable=False),
        sa.Column("territoire", sa.Text(), nullable=False),
        sa.Column("ventilation", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_jalon_saisi_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat",
            "indicateur",
            "annee",
            "trimestre",
            "territoire",
            "ventilation",
            "avenant",
            "lot",
            name="uq_jalon_saisi",
        ),
    )
    with op.batch_alter_table("jalon_saisi", schema=None) as batch_op:
        batch_op.create_index("ix_jalon_saisi_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "journal",
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("rang", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("precedente", sa.Text(), nullable=False),
        sa.Column("empreinte", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contrat", "lot"],
            ["lot.contrat", "lot.numero"],
        ),
        sa.PrimaryKeyConstraint("contrat", "rang"),
    )
    op.create_table(
        "ligne_budget",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("financeur", sa.Text(), nullable=True),
        sa.Column("montant", sa.BigInteger(), nullable=True),
        sa.Column("quantite", sa.Text(), nullable=True),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("prix_unitaire", sa.BigInteger(), nullable=True),
        sa.Column("est_total", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_ligne_budget_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "fiche", "annee", "rang", "avenant", "lot", name="uq_ligne_budget"),
    )
    with op.batch_alter_table("ligne_budget", schema=None) as batch_op:
        batch_op.create_index("ix_ligne_budget_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "marche",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=True),
        sa.Column("prix_parcours", sa.BigInteger(), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_marche_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_marche"),
    )
    with op.batch_alter_table("marche", schema=None) as batch_op:
        batch_op.create_index("ix_marche_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "meteo_declaree",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("trimestre", sa.Integer(), nullable=False),
        sa.Column("niveau", sa.Text(), nullable=False),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_meteo_declaree_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "fiche", "annee", "trimestre", "avenant", "lot", name="uq_meteo_declaree"),
    )
    with op.batch_alter_table("meteo_declaree", schema=None) as batch_op:
        batch_op.create_index("ix_meteo_declaree_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "modalite",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("intitule", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_modalite_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "dimension", "code", "avenant", "lot", name="uq_modalite"),
    )
    with op.batch_alter_table("modalite", schema=None) as batch_op:
        batch_op.create_index("ix_modalite_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "obligation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ordre", sa.Integer(), nullable=False),
        sa.Column("partie", sa.Text(), nullable=False),
        sa.Column("qui", sa.Text(), nullable=False),
        sa.Column("quoi", sa.Text(), nullable=False),
        sa.Column("echeance", sa.Text(), nullable=False),
        sa.Column("date_limite", sa.Date(), nullable=True),
        sa.Column("rythme", sa.Text(), nullable=False),
        sa.Column("jours_apres_signature", sa.Integer(), nullable=True),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_obligation_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_obligation"),
    )
    with op.batch_alter_table("obligation", schema=None) as batch_op:
        batch_op.create_index("ix_obligation_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "partie",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("qualite", sa.Text(), nullable=False),
        sa.Column("signataire", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_partie_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_partie"),
    )
    with op.batch_alter_table("partie", schema=None) as batch_op:
        batch_op.create_index("ix_partie_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "piece",
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("lot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("contenu", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contrat", "lot"],
            ["lot.contrat", "lot.numero"],
        ),
        sa.PrimaryKeyConstraint("contrat", "lot"),
    )
    op.create_table(
        "regle_versement",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("partie", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("declencheur", sa.Text(), nullable=False),
        sa.Column("delai_jours", sa.Integer(), nullable=True),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_regle_versement_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_regle_versement"),
    )
    with op.batch_alter_table("regle_versement", schema=None) as batch_op:
        batch_op.create_index("ix_regle_versement_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "repere",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=True),
        sa.Column("axe", sa.Text(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("indicateur", sa.Text(), nullable=False),
        sa.Column("territoire", sa.Text(), nullable=False),
        sa.Column("ventilation", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_repere_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_repere"),
    )
    with op.batch_alter_table("repere", schema=None) as batch_op:
        batch_op.create_index("ix_repere_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("annee_origine", sa.Integer(), nullable=False),
        sa.Column("annee_destination", sa.Integer(), nullable=False),
        sa.Column("financeur", sa.Text(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("commentaire", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_report_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat", "fiche", "annee_origine", "annee_destination", "financeur", "avenant", "lot", name="uq_report"
        ),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index("ix_report_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "resultat",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("indicateur", sa.Text(), nullable=False),
        sa.Column("annee", sa.Integer(), nullable=False),
        sa.Column("trimestre", sa.Integer(), nullable=False),
        sa.Column("territoire", sa.Text(), nullable=False),
        sa.Column("ventilation", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=True),
        sa.Column("numerateur", sa.Text(), nullable=True),
        sa.Column("denominateur", sa.Text(), nullable=True),
        sa.Column("texte", sa.Text(), nullable=False),
        sa.Column("statut", sa.Text(), nullable=False),
        sa.Column("commentaire", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_resultat_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat",
            "indicateur",
            "annee",
            "trimestre",
            "territoire",
            "ventilation",
            "avenant",
            "lot",
            name="uq_resultat",
        ),
    )
    with op.batch_alter_table("resultat", schema=None) as batch_op:
        batch_op.create_index("ix_resultat_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "rupture",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("objet", sa.Text(), nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_rupture_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "objet", "debut", "avenant", "lot", name="uq_rupture"),
    )
    with op.batch_alter_table("rupture", schema=None) as batch_op:
        batch_op.create_index("ix_rupture_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "seuil",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("libelle", sa.Text(), nullable=False),
        sa.Column("valeur", sa.Text(), nullable=False),
        sa.Column("unite", sa.Text(), nullable=False),
        sa.Column("explication", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_seuil_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_seuil"),
    )
    with op.batch_alter_table("seuil", schema=None) as batch_op:
        batch_op.create_index("ix_seuil_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "territoire",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("nom", sa.Text(), nullable=False),
        sa.Column("membres", sa.Text(), nullable=False),
        sa.Column("contour", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_territoire_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("contrat", "code", "avenant", "lot", name="uq_territoire"),
    )
    with op.batch_alter_table("territoire", schema=None) as batch_op:
        batch_op.create_index("ix_territoire_lot", ["contrat", "lot"], unique=False)

    op.create_table(
        "versement",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("contrat", sa.Text(), nullable=False),
        sa.Column("avenant", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.Column("ligne", sa.Integer(), nullable=True),
        sa.Column("efface", sa.Boolean(), nullable=False),
        sa.Column("partie", sa.Text(), nullable=False),
        sa.Column("axe", sa.Text(), nullable=False),
        sa.Column("fiche", sa.Text(), nullable=False),
        sa.Column("annee_convention", sa.Integer(), nullable=False),
        sa.Column("date_versement", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("commentaire", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contrat", "lot"], ["lot.contrat", "lot.numero"], name="fk_versement_lot"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "contrat",
            "partie",
            "axe",
            "fiche",
            "annee_convention",
            "date_versement",
            "reference",
            "avenant",
            "lot",
            name="uq_versement",
        ),
    )
    with op.batch_alter_table("versement", schema=None) as batch_op:
        batch_op.create_index("ix_versement_lot", ["contrat", "lot"], unique=False)
