package nz.flagships.events.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.YearMonth;
import java.util.List;
import nz.flagships.events.Described;
import nz.flagships.events.PublishedEvent;
import org.jspecify.annotations.Nullable;

/** A joint case was opened; its agency leads it. */
@Described("A joint case was opened; the agency that opened it leads it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseOpened(
        @Described("The month it was opened in, Pacific/Auckland's.")
        YearMonth openedIn,

        @Described("The code of its police area or programme area.")
        String region,

        @Described("Codes of themes, in order of the alphabet.")
        List<String> themes,

        @Described("On what the opening agency shares what it knows.")
        LegalBasis legalBasis,

        @Described("The code of the programme it belongs to.")
        String programme,

        @Described("The code of the initiative that referred it; absent where none did.") @Nullable
        String initiative,

        @Described("The code of the agency that opened it and leads it.")
        String leadAgency)
        implements PublishedEvent {}
