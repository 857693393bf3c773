package nz.flagships.system;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Has each test of a class be left out where what all of them want is not here. A class that is given up before its first
 * test is reported as none, and what is not reported is not counted.
 */
public final class LeftOutOneByOne implements LifecycleMethodExecutionExceptionHandler, BeforeEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(LeftOutOneByOne.class);

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        if (!(thrown instanceof TestAbortedException)) {
            throw thrown;
        }
        context.getStore(NAMESPACE).put(TestAbortedException.class, thrown);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TestAbortedException leftOut =
                context.getStore(NAMESPACE).get(TestAbortedException.class, TestAbortedException.class);
        if (leftOut != null) {
            throw leftOut;
        }
    }
}
