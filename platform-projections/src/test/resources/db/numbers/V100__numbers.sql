create table number_said (
    source   text not null,
    shard    int not null,
    position bigint not null,
    nth      bigserial,
    primary key (source, shard, position)
);
