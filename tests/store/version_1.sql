-- The tables of schema_version 1 as SQLAlchemy 2.1 made them, and a store of then: two articles, one of them published,
-- one page still to be fetched, one that failed for the time being.
CREATE TABLE schema_version (
    version INTEGER NOT NULL
);
CREATE TABLE articles (
    id TEXT NOT NULL,
    publication TEXT NOT NULL,
    url TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    newness TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    status TEXT DEFAULT 'live' NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX articles_by_newness ON articles (publication, newness);
CREATE INDEX articles_by_url ON articles (publication, url);
CREATE TABLE revisions (
    id INTEGER NOT NULL,
    article_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    publication TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    fetched TEXT NOT NULL,
    payload TEXT NOT NULL,
    run_file TEXT,
    PRIMARY KEY (id),
    UNIQUE (article_id, revision)
);
CREATE INDEX revisions_by_run_file ON revisions (publication, run_file, id);
CREATE TABLE run_files (
    publication TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state in ('assigned', 'confirmed')),
    changed TEXT NOT NULL,
    PRIMARY KEY (publication, name)
);
CREATE TABLE requests (
    id INTEGER NOT NULL,
    publication TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    url TEXT NOT NULL,
    kind TEXT NOT NULL,
    job TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state in ('ready', 'leased', 'done', 'failed', 'rejected', 'skipped')),
    priority INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    owner TEXT,
    lease_expires TEXT,
    reason TEXT,
    transient BOOLEAN NOT NULL,
    run INTEGER,
    request TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    changed TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (publication, fingerprint)
);
CREATE INDEX requests_failed ON requests (publication, job) WHERE state = 'failed';
CREATE INDEX requests_ready ON requests (publication, job, attempts, priority DESC, id) WHERE state = 'ready';
CREATE INDEX requests_leased ON requests (publication, owner) WHERE state = 'leased';
CREATE TABLE runs (
    id INTEGER NOT NULL,
    publication TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    reason TEXT,
    exit_code INTEGER,
    stats TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX runs_by_publication ON runs (publication, id);
CREATE TABLE rejected (
    publication TEXT NOT NULL,
    url TEXT NOT NULL,
    run INTEGER NOT NULL,
    reason TEXT NOT NULL,
    seen TEXT NOT NULL,
    page TEXT,
    PRIMARY KEY (publication, url, run)
);
CREATE INDEX rejected_by_run ON rejected (run);
CREATE TABLE marks (
    publication TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (publication, name)
);

INSERT INTO schema_version VALUES (1);
INSERT INTO articles VALUES
    ('thubao.vn/1', 'thubao', 'https://thubao.vn/bai-1.html', 2, 'b2', '2026-11-20T01:00:00Z', '2026-11-20T02:00:00Z', '2026-11-21T02:00:00Z', 'live'),
    ('thubao.vn/2', 'thubao', 'https://thubao.vn/bai-2.html', 1, 'c1', '2026-11-21T01:00:00Z', '2026-11-21T02:00:00Z', '2026-11-21T02:00:00Z', 'live');
INSERT INTO revisions VALUES
    (1, 'thubao.vn/1', 1, 'thubao', 'b1', '2026-11-20T02:00:00Z', '{"id":"thubao.vn/1","title":"Chợ nổi họp sớm","revision":1}', '20261120T020000Z.jsonl'),
    (2, 'thubao.vn/1', 2, 'thubao', 'b2', '2026-11-21T02:00:00Z', '{"id":"thubao.vn/1","title":"Chợ nổi họp sớm hơn","revision":2}', NULL),
    (3, 'thubao.vn/2', 1, 'thubao', 'c1', '2026-11-21T02:00:00Z', '{"id":"thubao.vn/2","title":"Đường làng thêm cây","revision":1}', NULL);
INSERT INTO run_files VALUES ('thubao', '20261120T020000Z.jsonl', 'confirmed', '2026-11-20T02:00:01Z');
INSERT INTO requests VALUES
    (1, 'thubao', 'ba3cbbb58eeb65cbfcd0d3d11e5cf57c1434e7d7', 'http://site/1', 'article', '', 'done', 0, 0, 0, NULL, NULL, NULL, 0, 1, '{"url":"http://site/1","callback":"parse"}', '"e1"', NULL, '2026-11-21T02:00:00Z'),
    (2, 'thubao', '05d922ce57ca2ef8e51f6d0f4c969f0ee20d5004', 'http://site/a', 'article', '', 'ready', 0, 0, 0, NULL, NULL, NULL, 0, NULL, '{"url":"http://site/a","callback":"parse"}', NULL, NULL, '2026-11-21T02:00:00Z'),
    (3, 'thubao', '5d6003a6edaa626230d2b5a21bb09322dc386dc5', 'http://site/b', 'article', '', 'failed', 0, 0, 1, NULL, NULL, 'HTTP 503', 1, 1, '{"url":"http://site/b","callback":"parse"}', NULL, NULL, '2026-11-21T02:00:00Z');
INSERT INTO runs VALUES (1, 'thubao', '2026-11-21T02:00:00Z', '2026-11-21T02:01:00Z', 'finished', 0, '{"item_scraped_count":2}');
INSERT INTO rejected VALUES ('thubao', 'https://thubao.vn/lien-he.html', 1, 'no body', '2026-11-21T02:00:00Z', NULL);
INSERT INTO marks VALUES ('thubao', 'walked', '2026-11-21');
