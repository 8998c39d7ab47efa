"""Fixtures: a store of the test's own, on each database."""

from tests.magasins import magasin_vide, moteur, schema_commun, schema_postgresql, schema_prete

__all__ = ["magasin_vide", "moteur", "schema_commun", "schema_postgresql", "schema_prete"]
