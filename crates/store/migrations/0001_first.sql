-- One text for both databases: the dialect file turns UUID, BIGINT and BYTEA into what SQLite's strict tables know;
-- a table marked "by key" lies in the order of its primary key there and needs no second index. Times are microseconds since 1970 UTC, JSON and enums are TEXT.
-- Every table with an "authority" or "federation" column is a tenant table; see dialect.rs for row-level security.

CREATE TABLE federation (
  key TEXT PRIMARY KEY,
  doc TEXT NOT NULL
);
CREATE TABLE tenant (
  key TEXT PRIMARY KEY,
  federation_key TEXT NOT NULL REFERENCES federation (key),
  doc TEXT NOT NULL
);
CREATE TABLE office (
  tenant_key TEXT NOT NULL REFERENCES tenant (key),
  key TEXT NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (tenant_key, key)
);

-- Immutable versions of service packages: a case keeps the version it was begun with.
CREATE TABLE package (
  hash TEXT PRIMARY KEY,
  service TEXT NOT NULL,
  files TEXT NOT NULL,
  loaded BIGINT NOT NULL
);

-- Files of packages that designers of an authority changed and nobody uses yet.
CREATE TABLE package_draft (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  service TEXT NOT NULL,
  path TEXT NOT NULL,
  content TEXT NOT NULL,
  changed BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (authority, service, path)
); -- by key

-- Contents by SHA-256; never changed, so never written twice.
CREATE TABLE blob (
  sha256 BYTEA PRIMARY KEY,
  bytes BYTEA NOT NULL
);

CREATE TABLE person (
  id UUID PRIMARY KEY,
  federation TEXT NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  birth_date TEXT,
  national_id TEXT,
  email TEXT,
  language TEXT NOT NULL,
  seen BIGINT NOT NULL,
  UNIQUE (federation, issuer, subject)
);

-- A browser session on one host. Only the hash of the cookie is kept.
CREATE TABLE session (
  id UUID PRIMARY KEY,
  token BYTEA NOT NULL UNIQUE,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  csrf TEXT NOT NULL,
  person UUID REFERENCES person (id),
  level TEXT NOT NULL,
  staff TEXT,
  login TEXT,
  created BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX session_expires ON session (expires);
CREATE INDEX session_person ON session (person);

CREATE TABLE draft (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  session UUID,
  person UUID REFERENCES person (id),
  service TEXT NOT NULL,
  package TEXT NOT NULL REFERENCES package (hash),
  answers TEXT NOT NULL,
  typed TEXT,
  sources TEXT NOT NULL,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  reminded BIGINT
);
CREATE INDEX draft_person ON draft (person, changed);
CREATE INDEX draft_expires ON draft (expires);

CREATE TABLE upload (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  draft UUID NOT NULL,
  field TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 BYTEA NOT NULL,
  made BIGINT NOT NULL
);
CREATE INDEX upload_draft ON upload (draft);

CREATE TABLE case_file (
  id UUID PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  person UUID REFERENCES person (id),
  draft UUID NOT NULL UNIQUE,
  service TEXT NOT NULL,
  package TEXT NOT NULL REFERENCES package (hash),
  instance UUID NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT,
  answers TEXT NOT NULL,
  sources TEXT NOT NULL,
  language TEXT NOT NULL,
  submitted BIGINT NOT NULL,
  expected BIGINT,
  closed BIGINT
);
CREATE INDEX case_file_person ON case_file (person, submitted);
CREATE INDEX case_file_duration ON case_file (authority, service, closed);
CREATE INDEX case_file_authority ON case_file (authority, state, submitted);
CREATE INDEX case_file_newest ON case_file (authority, submitted);
CREATE INDEX case_file_federation ON case_file (federation, submitted);

-- Deployed process definitions: immutable, their text lies under its hash in "blob".
CREATE TABLE definition (
  authority TEXT NOT NULL,
  key TEXT NOT NULL,
  version BIGINT NOT NULL,
  federation TEXT NOT NULL,
  name TEXT NOT NULL,
  hash BYTEA NOT NULL,
  deployed BIGINT NOT NULL,
  deployed_by TEXT NOT NULL,
  suspended BIGINT NOT NULL,
  PRIMARY KEY (authority, key, version)
);
CREATE INDEX definition_hash ON definition (authority, hash);

-- One row per running or ended process: the whole state as one document, no history inside. It runs the model of a
-- service package or of a deployed definition; without a case where nobody applied for anything.
CREATE TABLE instance (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  case_id UUID,
  package TEXT,
  definition BYTEA,
  business_key TEXT,
  parent UUID,
  parent_token BIGINT,
  version BIGINT NOT NULL,
  suspended BIGINT NOT NULL,
  state TEXT NOT NULL,
  ended BIGINT
); -- by key
CREATE INDEX instance_case ON instance (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX instance_running ON instance (authority, definition, id) WHERE ended IS NULL AND definition IS NOT NULL;
CREATE INDEX instance_business ON instance (authority, business_key) WHERE business_key IS NOT NULL;
CREATE INDEX instance_parent ON instance (parent) WHERE parent IS NOT NULL;

-- One row per step, chained by hash: a changed, deleted or reordered row is noticed.
CREATE TABLE instance_event (
  instance UUID NOT NULL,
  version BIGINT NOT NULL,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  events TEXT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (instance, version)
); -- by key

-- Open tasks. "rank" is the due time, or the end of time where there is none: what a worklist is ordered by.
CREATE TABLE task (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  case_id UUID,
  instance UUID NOT NULL,
  token BIGINT NOT NULL,
  visit BIGINT NOT NULL,
  node TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  form_key TEXT,
  work_group TEXT,
  assignee TEXT,
  input TEXT NOT NULL,
  opened BIGINT NOT NULL,
  due BIGINT,
  rank BIGINT NOT NULL,
  offers BIGINT NOT NULL
); -- by key
CREATE UNIQUE INDEX task_token ON task (instance, token);
CREATE INDEX task_worklist ON task (authority, kind, work_group, rank, opened);
CREATE INDEX task_assignee ON task (authority, assignee, rank, opened) WHERE assignee IS NOT NULL;
CREATE INDEX task_case ON task (case_id) WHERE case_id IS NOT NULL;

-- To whom else a task is offered: a task's first group stands in its row, further groups ("g:…") and persons ("u:…")
-- here. "offers" of the task counts these rows.
CREATE TABLE task_offer (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  party TEXT NOT NULL,
  rank BIGINT NOT NULL,
  task UUID NOT NULL,
  PRIMARY KEY (authority, party, rank, task)
); -- by key
CREATE INDEX task_offer_task ON task_offer (task);

-- Who waits for which message.
CREATE TABLE subscription (
  instance UUID NOT NULL,
  number BIGINT NOT NULL,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  message TEXT NOT NULL,
  correlation TEXT,
  PRIMARY KEY (instance, number)
); -- by key
CREATE INDEX subscription_message ON subscription (authority, message, correlation);

-- Messages from outside for processes: kept until an instance takes them or their time is over. The same "once" of the
-- same name is kept once.
CREATE TABLE arrival (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  message TEXT NOT NULL,
  correlation TEXT,
  once TEXT,
  variables TEXT NOT NULL,
  arrived BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  taken BIGINT
); -- by key
CREATE UNIQUE INDEX arrival_once ON arrival (authority, message, once) WHERE once IS NOT NULL;
CREATE INDEX arrival_waiting ON arrival (authority, message, arrived) WHERE taken IS NULL;
CREATE INDEX arrival_expires ON arrival (expires);

-- Background work: service calls, timers, mail, payment polls. The row is deleted when the work is done. Lane 0 is work
-- of our own nodes, lane 1 timers (many may fall due at once), lane 2 waits to be fetched by a worker outside.
-- "halted" is 1 after too many failures, 2 while the instance is suspended.
CREATE TABLE job (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  case_id UUID,
  instance UUID,
  token BIGINT,
  visit BIGINT,
  timer BIGINT,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  lane BIGINT NOT NULL,
  priority BIGINT NOT NULL,
  due BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  max_attempts BIGINT NOT NULL,
  owner TEXT,
  lease_until BIGINT,
  last_fault TEXT,
  halted BIGINT NOT NULL,
  created BIGINT NOT NULL
); -- by key
CREATE INDEX job_due ON job (lane, halted, due);
CREATE INDEX job_topic ON job (authority, kind, priority DESC, due) WHERE lane = 2;
CREATE INDEX job_instance ON job (instance, token);
CREATE INDEX job_case ON job (case_id) WHERE case_id IS NOT NULL;

-- Something done to many instances, item by item, with a verdict for each.
CREATE TABLE bulk_action (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked BIGINT NOT NULL
); -- by key
CREATE TABLE bulk_item (
  action UUID NOT NULL,
  instance UUID NOT NULL,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  state TEXT NOT NULL,
  message TEXT,
  PRIMARY KEY (action, instance)
); -- by key
CREATE INDEX bulk_item_waiting ON bulk_item (action) WHERE state = 'waiting';

-- Everything that does not go on by itself.
CREATE TABLE incident (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  case_id UUID,
  instance UUID,
  job UUID,
  engine_incident BIGINT,
  kind TEXT NOT NULL,
  message TEXT NOT NULL,
  raised BIGINT NOT NULL,
  resolved BIGINT,
  resolved_by TEXT
);
CREATE INDEX incident_open ON incident (federation, resolved, raised);
CREATE INDEX incident_case ON incident (case_id);
CREATE INDEX incident_instance ON incident (instance, engine_incident);
CREATE INDEX incident_job ON incident (job);

-- What happened to a case, as its applicant and its clerk read it; chained by hash.
CREATE TABLE history (
  case_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  for_applicant BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (case_id, seq)
);

CREATE TABLE document (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  case_id UUID NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 BYTEA NOT NULL,
  made BIGINT NOT NULL,
  origin TEXT NOT NULL,
  UNIQUE (case_id, origin)
);

-- Seals of letters are public by their code and say nothing about a person.
CREATE TABLE seal (
  code TEXT PRIMARY KEY,
  issuer TEXT NOT NULL,
  document UUID NOT NULL,
  service TEXT NOT NULL,
  subject TEXT NOT NULL,
  issued BIGINT NOT NULL,
  revoked BIGINT,
  sha256 BYTEA NOT NULL
);

CREATE TABLE message (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  case_id UUID NOT NULL,
  person UUID,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  sent BIGINT NOT NULL,
  opened BIGINT,
  origin TEXT NOT NULL,
  UNIQUE (case_id, origin)
);
CREATE INDEX message_person ON message (person, sent);

CREATE TABLE payment (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  case_id UUID NOT NULL UNIQUE,
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  state TEXT NOT NULL,
  provider_ref TEXT,
  pay_url TEXT,
  created BIGINT NOT NULL,
  settled BIGINT
);

-- Who looked at whose data, why: shown to the person.
CREATE TABLE data_access (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  person UUID,
  case_id UUID NOT NULL,
  role TEXT NOT NULL,
  reader TEXT NOT NULL,
  purpose TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX data_access_person ON data_access (person, at);
CREATE INDEX data_access_case ON data_access (case_id, at);

-- Keys of programs that work with an authority's processes over HTTP. Only the hash of the secret is kept.
CREATE TABLE interface_key (
  id UUID PRIMARY KEY,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  name TEXT NOT NULL,
  secret BYTEA NOT NULL UNIQUE,
  rights TEXT NOT NULL,
  created BIGINT NOT NULL,
  UNIQUE (authority, name)
);

-- Catalogues that authorities brought in: the present content, and every change with who made it; no doc: it went.
CREATE TABLE catalogue_record (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  doc TEXT NOT NULL,
  changed BIGINT NOT NULL,
  PRIMARY KEY (authority, kind, id)
);
CREATE TABLE catalogue_change (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  doc TEXT,
  PRIMARY KEY (authority, kind, id, at)
);
CREATE INDEX catalogue_change_at ON catalogue_change (at);

-- What authorities decide about their own portal: their look, the sites that may embed it. The newest version of a kind
-- is in force, the older ones are its history.
CREATE TABLE authority_setting (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (authority, kind, version)
);

-- What authorities say otherwise about services, and services of their own. The newest version of a service is in force,
-- the older ones are its history; one without content takes the service back to what everybody says.
CREATE TABLE specialisation (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  service TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  writer TEXT NOT NULL,
  publisher TEXT NOT NULL,
  doc TEXT,
  PRIMARY KEY (authority, service, version)
);

-- The same, not published yet: one draft a service and authority.
CREATE TABLE specialisation_draft (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  service TEXT NOT NULL,
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  writer TEXT NOT NULL,
  remark TEXT NOT NULL,
  doc TEXT NOT NULL,
  PRIMARY KEY (authority, service)
);

-- When an authority wants to read again what it says about a service, and who did so last.
CREATE TABLE service_review (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  service TEXT NOT NULL,
  due TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (authority, service)
);

-- Whether the web addresses that an authority names still lead somewhere.
CREATE TABLE link_check (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  service TEXT NOT NULL,
  url TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  since BIGINT NOT NULL,
  checked BIGINT NOT NULL,
  PRIMARY KEY (authority, service, url)
);
CREATE INDEX link_check_checked ON link_check (checked);

-- How often something changed, by what it is and whose: nodes compare the sums to see whether to read anew.
CREATE TABLE change_count (
  what TEXT NOT NULL,
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (what, authority)
); -- by key

-- What people searched for, by day and language: counts alone, and nothing about who searched. An empty query stands for
-- all those whose words are not kept.
CREATE TABLE search_count (
  authority TEXT NOT NULL,
  federation TEXT NOT NULL,
  day TEXT NOT NULL,
  language TEXT NOT NULL,
  query TEXT NOT NULL,
  asked BIGINT NOT NULL,
  missed BIGINT NOT NULL,
  useful BIGINT NOT NULL,
  useless BIGINT NOT NULL,
  PRIMARY KEY (authority, day, language, query)
); -- by key
CREATE INDEX search_count_federation ON search_count (federation, day);
CREATE INDEX search_count_day ON search_count (day);
