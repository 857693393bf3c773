package nz.flagships.events;

/**
 * A public record: the data of an event as it stands on Kafka and in the log, without personal data and without free
 * text of cases. Its simple name is the event's name: {@code InitiativeMilestoneReached} is published as
 * {@code nz.flagships.initiative.InitiativeMilestoneReached.v1}. Its shape may grow, never change.
 */
public interface PublishedEvent {}
