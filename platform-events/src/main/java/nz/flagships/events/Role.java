package nz.flagships.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The roles a token may carry in its claim {@code groups}. */
public enum Role {
    /** A system of an agency that posts what happened. */
    AGENCY_SYSTEM,
    /** A person who works on joint cases. */
    CASE_WORKER,
    /** Leads initiatives: their lifecycle and milestones. */
    INITIATIVE_LEAD,
    /** The National Office in Wellington. */
    NATIONAL_OFFICE,
    /** Keeps the Justice Sector Fund's ledger. */
    FUND_MANAGER,
    /** Approves allocations of the Fund. */
    FUND_APPROVER,
    /** Assesses bids. */
    ASSESSOR,
    /** Keeps reference data and published history. */
    STEWARD,
    /** Reads unrounded figures, audited. */
    ANALYST,
    /** Reads the audit. */
    AUDITOR,
    /** Runs the services. */
    OPERATOR,
    /** One of our own services. */
    SERVICE;

    /** The spelling in tokens and documents, as {@code initiative-lead}. */
    @JsonValue
    public String claim() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of a spelling, or nothing. */
    public static Optional<Role> of(String claim) {
        return Arrays.stream(values()).filter(r -> r.claim().equals(claim)).findFirst();
    }
}
