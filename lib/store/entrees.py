"""Reading one entry of the journal: what a receipt quotes."""

from sqlmodel import Session, col, select

from lib.store.tables import JournalLigne


def get_entree(session: Session, contrat: str, lot: int) -> tuple[int, str]:
    """Rank and hash of a lot's entry in its contract's journal; (0, '') when there is none."""
    requete = select(JournalLigne).where(col(JournalLigne.contrat) == contrat, col(JournalLigne.lot) == lot)
    entree = session.exec(requete).first()
    return (entree.rang, entree.empreinte) if entree else (0, "")
