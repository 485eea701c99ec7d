package io.pharmatrace.registry.adapter.in;

import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.registry.application.DirectoryLists.ListedOrganisation;
import io.pharmatrace.registry.application.DirectoryLists.ListedReader;
import io.pharmatrace.registry.application.DirectoryLists.ListedSite;
import io.pharmatrace.registry.application.DirectoryLists.ListedUser;

/** The lists of administration as CSV; columns have the names that loading knows. */
final class ListTables {
  static final Csv<ListedOrganisation> ORGANISATIONS =
      Csv.<ListedOrganisation>table()
          .column("gln", ListedOrganisation::gln)
          .column("name", ListedOrganisation::name)
          .column("role", ListedOrganisation::role)
          .column("companyPrefixes", o -> String.join("|", o.companyPrefixes()))
          .column("standing", ListedOrganisation::standing);

  static final Csv<ListedSite> SITES =
      Csv.<ListedSite>table()
          .column("gln", ListedSite::gln)
          .column("organisation", ListedSite::organisation)
          .column("name", ListedSite::name)
          .column("country", ListedSite::country)
          .column("standing", ListedSite::standing);

  static final Csv<ListedReader> READERS =
      Csv.<ListedReader>table()
          .column("id", ListedReader::id)
          .column("site", ListedReader::site)
          .column("organisation", ListedReader::organisation)
          .column("standing", ListedReader::standing);

  static final Csv<ListedUser> USERS =
      Csv.<ListedUser>table()
          .column("username", ListedUser::username)
          .column("name", ListedUser::name)
          .column("organisation", ListedUser::organisation)
          .column("role", u -> String.join("|", u.roles()))
          .column("site", ListedUser::site)
          .column("standing", ListedUser::standing)
          .column("canLogIn", ListedUser::canLogIn);

  private ListTables() {}
}
