package io.pharmatrace.verification.adapter.in;

import io.pharmatrace.platform.csv.Csv;

/**
 * The columns of a list of alerts; as in {@link CaseView}, what the viewer may not see is empty.
 */
final class CaseTable {
  static final Csv<CaseView> TABLE =
      Csv.<CaseView>table()
          .column("id", CaseView::id)
          .column("code", CaseView::code)
          .column("kind", CaseView::kind)
          .column("meaning", CaseView::meaning)
          .column("gtin", CaseView::gtin)
          .column("serial", CaseView::serial)
          .column("sscc", CaseView::sscc)
          .column("batch", CaseView::batch)
          .column("expiry", CaseView::expiry)
          .column("entry", CaseView::entry)
          .column("detail", CaseView::detail)
          .column("noticedByRole", view -> view.noticed().role())
          .column("noticedBy", view -> view.noticed().gln())
          .column("noticedAt", view -> view.noticed().place())
          .column("first", CaseView::first)
          .column("last", CaseView::last)
          .column("times", CaseView::times)
          .column("raised", CaseView::raised)
          .column("state", CaseView::state)
          .column("cause", CaseView::cause)
          .column("version", CaseView::version);

  private CaseTable() {}
}
