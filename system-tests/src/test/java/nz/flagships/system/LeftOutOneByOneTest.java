package nz.flagships.system;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

class LeftOutOneByOneTest {
    @Test
    void countsEachTestOfAClassThatWantsWhatIsNotHere() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Wanting.class))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.aborted(2).succeeded(0).failed(0));
    }

    @Test
    void hidesNoFault() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Broken.class))
                .execute()
                .containerEvents()
                .assertStatistics(classes -> classes.failed(1));
    }

    // Not nested, and named as no test is, so that they are run from here alone.
    @ExtendWith(LeftOutOneByOne.class)
    static class Wanting {
        @BeforeAll
        static void wants() {
            throw new TestAbortedException("left out for want of anything: invented");
        }

        @Test
        void one() {}

        @Test
        void another() {}
    }

    @ExtendWith(LeftOutOneByOne.class)
    static class Broken {
        @BeforeAll
        static void breaks() {
            throw new IllegalStateException("Invented");
        }

        @Test
        void one() {}
    }
}
