package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.junit5.context.BundleContextExtension;

/** What the resolver put together comes up. */
@ExtendWith(BundleContextExtension.class)
class ProductTest {

    @InjectBundleContext
    BundleContext context;

    @Test
    void shouldStartEveryBundle() {
        assertThat(Arrays.stream(context.getBundles()).filter(bundle -> !isFragment(bundle)))
                .allSatisfy(bundle -> assertThat(bundle.getState()).as(bundle.toString())
                        .isEqualTo(isLazy(bundle) ? Bundle.STARTING : Bundle.ACTIVE));
    }

    /** Whether it waits until somebody wants one of its classes. */
    private static boolean isLazy(final Bundle bundle) {
        return bundle.getState() == Bundle.STARTING
                && Constants.ACTIVATION_LAZY.equals(bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY));
    }

    private static boolean isFragment(final Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }
}
