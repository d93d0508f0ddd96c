-- A corpus on PostgreSQL, in a schema of its own. The views and the tables facts, quantities and findings are what
-- `gongkai query` sees; they are the same as those of a corpus on disk. The latter are added to these.
CREATE SCHEMA IF NOT EXISTS gongkai;
SET search_path TO gongkai;
CREATE TABLE state (
  version int NOT NULL, generation bigint NOT NULL, clusters bigint NOT NULL,
  passages bigint NOT NULL, words bigint NOT NULL, pairs bigint NOT NULL
);
CREATE TABLE kept_reports (
  id text PRIMARY KEY, agency text, bearer text, own text, kind text, entry text NOT NULL, size int NOT NULL,
  document bytea NOT NULL
);
CREATE INDEX ON kept_reports (agency text_pattern_ops);
CREATE INDEX ON kept_reports (bearer);
CREATE INDEX ON kept_reports (own, kind);
CREATE TABLE kept_passages (
  id text PRIMARY KEY, report text NOT NULL, bearer text, year int, edition text, status text, level text, kind text,
  section text, tags text[] NOT NULL, regions text[] NOT NULL, province text, city text, county text,
  place bigint NOT NULL, cluster bigint NOT NULL, stored text NOT NULL, tokens tsvector NOT NULL
);
ALTER TABLE kept_passages ALTER COLUMN tokens SET STATISTICS 1000;
CREATE INDEX ON kept_passages USING gin (tokens) WITH (fastupdate = off);
CREATE INDEX ON kept_passages (report);
CREATE INDEX ON kept_passages (cluster);
CREATE INDEX ON kept_passages (year);
CREATE TABLE terms (token text PRIMARY KEY, passages bigint NOT NULL);
CREATE INDEX ON terms (token text_pattern_ops);
CREATE TABLE firsts (cluster bigint PRIMARY KEY, hashes bytea NOT NULL);
{long_tables}
