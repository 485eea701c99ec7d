-- Master data that an organisation has captured (EPCIS 2.0 sections 6.5 and 9.4), for the parameters
-- WD_, HASATTR_ and EQATTR_ of its own queries. What the latest document says of an element replaces
-- what was known of it.
CREATE TABLE custody.master_data (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id uuid NOT NULL,
  type            text COLLATE "C" NOT NULL,  -- of the vocabulary
  element         text COLLATE "C" NOT NULL,  -- canonical, at most 500 characters
  attributes      jsonb NOT NULL,             -- texts by name: {"urn:epcglobal:cbv:mda#name": ["Hall"]}
  UNIQUE (element, organisation_id, type)
);

-- Which element is a child of which.
CREATE TABLE custody.master_data_child (
  parent_id bigint NOT NULL REFERENCES custody.master_data ON DELETE CASCADE,
  child     text COLLATE "C" NOT NULL,
  PRIMARY KEY (child, parent_id)
);
CREATE INDEX ON custody.master_data_child (parent_id);

-- The place of the bare GLN of a GLN with an extension, which lies in it; any other place itself.
CREATE FUNCTION custody.site(place text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN place LIKE 'https://id.gs1.org/414/_____________/254/%' THEN left(place, 36) ELSE place END
$$;

-- A place and all that it lies in, by the master data of one organisation.
CREATE FUNCTION custody.places_around(place text, owner uuid, types text[]) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE around (place) AS (
    SELECT $1 COLLATE "C"
    UNION
    SELECT outer_place.place
    FROM around a CROSS JOIN LATERAL (
      SELECT custody.site(a.place) COLLATE "C"
      UNION ALL
      SELECT m.element FROM custody.master_data_child c JOIN custody.master_data m ON m.id = c.parent_id
      WHERE c.child = a.place AND m.organisation_id = owner AND m.type = ANY(types)
    ) AS outer_place (place)
  )
  SELECT around.place FROM around
$$;

-- Places and all that lies in them, but for extensions of GLNs: the site of what lies there is among
-- these. By the master data of one organisation; of all when it is null.
CREATE FUNCTION custody.places_in(places text[], owner uuid, types text[]) RETURNS SETOF text
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE inside (place) AS (
    SELECT p COLLATE "C" FROM unnest(places) AS p
    UNION
    SELECT c.child
    FROM inside i CROSS JOIN LATERAL (
      SELECT m.id, m.organisation_id, m.type FROM custody.master_data m WHERE m.element = i.place
      UNION ALL
      SELECT m.id, m.organisation_id, m.type FROM custody.master_data m
      -- A range that the index serves: '0' is the character after '/'.
      WHERE m.element > i.place || '/254/' AND m.element < i.place || '/2540'
    ) AS parent
    JOIN custody.master_data_child c ON c.parent_id = parent.id
    WHERE (owner IS NULL OR parent.organisation_id = owner) AND parent.type = ANY(types)
  )
  SELECT inside.place FROM inside
$$;
