-- What shops and carriers report. Reports come late, twice and out of order: each row keeps the newest one by
-- (changed_at, digest), so that any order of arrival ends in the same state. Ids are the reporter's own.

create table products (
    tenant_id      text   not null,
    id             text   not null,
    name_zh        text   not null,
    name_en        text   not null,
    price_fen      bigint not null,
    currency       text   not null,
    category       text,
    description_zh text   not null,
    description_en text   not null,
    attributes     text   not null,          -- JSON: key → text in both languages
    image_url      text,
    search         text   not null,          -- lower case: what a search looks through
    changed_at     bigint not null,
    digest         text   not null,
    primary key (tenant_id, id)
);

create table campaigns (
    tenant_id  text   not null,
    id         text   not null,
    name_zh    text   not null,
    name_en    text   not null,
    rule_zh    text   not null,
    rule_en    text   not null,
    valid_from bigint not null,
    valid_to   bigint not null,              -- not included
    changed_at bigint not null,
    digest     text   not null,
    primary key (tenant_id, id)
);
create index campaigns_by_end on campaigns (tenant_id, valid_to);

create table orders (
    tenant_id    text   not null,
    id           text   not null,
    number       text   not null,            -- as people read it
    member_id    text,                       -- the shop's own id of its member; null: bought as a guest
    state        text   not null,            -- unpaid | paid | shipped | delivered | cancelled | refunded
    total_amount bigint not null,            -- minor units
    currency     text   not null,
    placed_at    bigint not null,
    items        text   not null,            -- JSON; replaced whole with each report
    changed_at   bigint not null,
    digest       text   not null,
    primary key (tenant_id, id)
);
create index orders_of_member on orders (tenant_id, member_id, placed_at);

-- no foreign keys between the three: a checkpoint may come before its parcel, a parcel before its order
create table parcels (
    tenant_id       text   not null,
    id              text   not null,
    order_id        text   not null,
    carrier         text   not null,
    tracking_number text   not null,
    promised_at     bigint,                  -- by when the shop promised delivery
    changed_at      bigint not null,
    digest          text   not null,
    primary key (tenant_id, id)
);
create index parcels_of_order on parcels (tenant_id, order_id);

create table checkpoints (
    tenant_id   text   not null,
    parcel_id   text   not null,
    id          text   not null,
    at          bigint not null,
    state       text   not null,             -- created | picked-up | in-transit | out-for-delivery | delivered | exception
    place       text,
    text        text   not null,
    expected_at bigint,                      -- when the carrier now expects delivery
    changed_at  bigint not null,
    digest      text   not null,
    primary key (tenant_id, parcel_id, id)
);
create index checkpoints_in_time on checkpoints (tenant_id, parcel_id, at);

-- a consumer asked to hurry: once an order a day
create table order_urges (
    tenant_id text   not null,
    order_id  text   not null,
    day       text   not null,               -- yyyy-MM-dd in the merchant's zone
    urged_at  bigint not null,
    primary key (tenant_id, order_id, day)
);
