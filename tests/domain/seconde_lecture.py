"""A second reading of the conventions, built otherwise: tables and one SQL query, in whole numbers only.

It shares nothing with lib.domain; the tests feed both with the same random cases and compare.
"""

import sqlite3
from dataclasses import dataclass, field
from fractions import Fraction

REQUETE = """
WITH RECURSIVE mois(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM mois WHERE n < 12),
temps AS (
  SELECT (SELECT COUNT(*) FROM mois, cas WHERE 12 * cas.annee + n BETWEEN debut AND fin
                                           AND n <= 3 * trimestre) AS ecoules,
         (SELECT COUNT(*) FROM mois, cas WHERE 12 * cas.annee + n BETWEEN debut AND fin) AS total
),
fins AS (
  SELECT annee, valeur FROM resultats WHERE trimestre = 4 AND annee < (SELECT annee FROM cas)
  UNION ALL SELECT 2023, t0 FROM cas WHERE t0 IS NOT NULL AND comparable
),
derniere_fin AS (SELECT annee, valeur FROM fins ORDER BY annee DESC LIMIT 1),
origine AS (
  SELECT d.annee, CASE WHEN sens = 'baisse' THEN MAX(d.valeur, cible) ELSE MIN(d.valeur, cible) END AS depart
  FROM derniere_fin d, cas
  WHERE rupture IS NULL OR NOT (12 * d.annee + 12 < rupture AND rupture <= 12 * cas.annee + 3 * trimestre)
),
close AS (
  SELECT c.annee - (trimestre < 4) AS annee,
         CASE trimestre WHEN 4 THEN c.valeur
              ELSE (SELECT r.valeur FROM resultats r WHERE r.annee = c.annee - 1 AND r.trimestre = 4) END AS valeur
  FROM cas c
),
jalon AS (
  SELECT
    CASE WHEN trimestre = 4 THEN cible
         WHEN saisi IS NOT NULL THEN saisi
         WHEN comptage = 'evenements' AND sens <> 'baisse' AND total > 0
           THEN (cible * ecoules - (cible * ecoules) % total) / total
         WHEN comptage IN ('stock', 'rapport') AND o.annee IS NULL THEN cible
         WHEN comptage IN ('stock', 'rapport')
           THEN depart * 4 * (c.annee - o.annee) + (cible - depart) * (4 * (c.annee - o.annee - 1) + trimestre)
    END AS n,
    CASE WHEN trimestre < 4 AND saisi IS NULL AND comptage IN ('stock', 'rapport') AND o.annee IS NOT NULL
         THEN 4 * (c.annee - o.annee) ELSE 1 END AS d
  FROM cas c, temps LEFT JOIN origine o
),
depart_projection AS (
  SELECT rang, niveau FROM (
    SELECT 4 * d.annee + 4 AS rang, d.valeur AS niveau, 0 AS ordre FROM derniere_fin d JOIN origine USING (annee)
    UNION ALL
    SELECT 4 * r.annee + r.trimestre, r.valeur, r.trimestre FROM resultats r, cas c
    WHERE r.annee = c.annee AND r.trimestre < c.trimestre
      AND (rupture IS NULL
           OR NOT (12 * r.annee + 3 * r.trimestre < rupture AND rupture <= 12 * c.annee + 3 * c.trimestre))
  ) ORDER BY ordre LIMIT 1
)
SELECT
  jalon.n, jalon.d,
  CASE
    WHEN sens = 'baisse' AND comptage IN ('evenements', 'personnes') AND trimestre < 4 THEN 'en_cours'
    WHEN sens = 'baisse' AND cas.valeur <= cible THEN 'atteint'
    WHEN sens <> 'baisse' AND cas.valeur >= cible THEN 'atteint'
    WHEN trimestre = 4 THEN 'non_atteint'
    WHEN n IS NULL THEN 'en_cours'
    WHEN sens <> 'baisse' AND cas.valeur * d >= n THEN 'en_bonne_voie'
    WHEN sens <> 'baisse' AND n > 0 AND 100 * cas.valeur * d >= bonne * n THEN 'en_bonne_voie'
    WHEN sens <> 'baisse' AND n > 0 AND 100 * cas.valeur * d >= surveiller * n THEN 'a_surveiller'
    WHEN sens <> 'baisse' AND n < 0 AND 100 * n <= bonne * cas.valeur * d THEN 'en_bonne_voie'
    WHEN sens <> 'baisse' AND n < 0 AND 100 * n <= surveiller * cas.valeur * d THEN 'a_surveiller'
    WHEN sens = 'baisse' AND cas.valeur * d <= n THEN 'en_bonne_voie'
    WHEN sens = 'baisse' AND n > 0 AND 100 * n >= bonne * cas.valeur * d THEN 'en_bonne_voie'
    WHEN sens = 'baisse' AND n > 0 AND 100 * n >= surveiller * cas.valeur * d THEN 'a_surveiller'
    WHEN sens = 'baisse' AND n < 0 AND 100 * cas.valeur * d <= bonne * n THEN 'en_bonne_voie'
    WHEN sens = 'baisse' AND n < 0 AND 100 * cas.valeur * d <= surveiller * n THEN 'a_surveiller'
    ELSE 'en_retard'
  END,
  CASE WHEN cible <> 0 THEN cas.valeur END, cible,
  CASE WHEN comparable AND (trimestre = 4 OR comptage IN ('stock', 'rapport'))
            AND CASE sens WHEN 'baisse' THEN cible < t0 ELSE cible > t0 END
            AND 100 * ABS(cible - t0) >= mini * ABS(t0)
            AND (rupture IS NULL OR rupture <= 12 * 2023 + 12 OR rupture > 12 * cas.annee + 3 * trimestre)
       THEN cas.valeur - t0 END, cible - t0,
  CASE WHEN comparable
            AND CASE sens WHEN 'baisse' THEN finale < t0 ELSE finale > t0 END
            AND 100 * ABS(finale - t0) >= mini * ABS(t0)
            AND (rupture IS NULL OR rupture <= 12 * 2023 + 12 OR rupture > 12 * close.annee + 12)
       THEN close.valeur - t0 END, finale - t0,
  CASE WHEN trimestre < 4 AND rupture <= 12 * cas.annee + 12
            AND rupture > CASE comptage WHEN 'evenements' THEN MAX(12 * cas.annee + 1, debut) ELSE 3 * p.rang END
         THEN NULL
       WHEN comptage = 'evenements' AND ecoules > 0 AND (ecoules >= 6 OR ecoules = total) THEN cas.valeur * total
       WHEN comptage = 'stock' AND trimestre = 4 THEN cas.valeur
       WHEN comptage = 'stock' AND trimestre > 1
         THEN cas.valeur * (4 * cas.annee + trimestre - p.rang) + (cas.valeur - p.niveau) * (4 - trimestre) END,
  CASE WHEN comptage = 'evenements' THEN ecoules
       WHEN trimestre = 4 THEN 1 ELSE 4 * cas.annee + trimestre - p.rang END
FROM cas, temps, close, jalon LEFT JOIN depart_projection p
"""


@dataclass(frozen=True)
class CasEntier:
    """One judged quarter in whole numbers; debut, fin and rupture are months counted as 12 × year + month."""

    comptage: str
    sens: str
    annee: int
    trimestre: int
    debut: int
    fin: int
    cible: int
    valeur: int
    t0: int | None
    comparable: bool
    saisi: int | None
    finale: int | None = None
    rupture: int | None = None
    mini: int = 5
    bonne: int = 95
    surveiller: int = 80
    autres: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Lu:
    jalon: Fraction | None
    statut: str
    taux_atteinte: Fraction | None
    avancement_annee: Fraction | None
    avancement_contrat: Fraction | None
    projection: Fraction | None


def read_seconde_fois(cas: CasEntier) -> Lu:
    base = sqlite3.connect(":memory:")
    colonnes = [nom for nom in vars(cas) if nom != "autres"]
    base.execute(f"CREATE TABLE cas ({', '.join(colonnes)})")
    base.execute(f"INSERT INTO cas VALUES ({', '.join('?' * len(colonnes))})", [getattr(cas, nom) for nom in colonnes])
    base.execute("CREATE TABLE resultats (annee, trimestre, valeur)")
    base.executemany("INSERT INTO resultats VALUES (?, ?, ?)", [(*cle, v) for cle, v in cas.autres.items()])
    ligne = base.execute(REQUETE).fetchone()
    base.close()
    n_jalon, d_jalon, statut, n_taux, d_taux, n_avance, d_avance, *contrat, n_projection, d_projection = ligne

    def divide(haut: int | None, bas: int | None) -> Fraction | None:
        return None if haut is None or not bas else Fraction(haut, bas)

    return Lu(
        divide(n_jalon, d_jalon),
        statut,
        divide(n_taux, d_taux),
        divide(n_avance, d_avance),
        divide(*contrat),
        divide(n_projection, d_projection),
    )
