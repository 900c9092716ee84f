package org.signalbox.verify;

import java.util.List;
import java.util.Locale;

import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.ForwardingExtension;

/** The bundle offers one extension, which is of the kind that it says. */
final class KindCheck implements Check {
    @Override
    public String name() {
        return "rules of its kind";
    }

    @Override
    public Judgement judge(final Subject subject) throws RefusedException {
        final List<ServiceReference<?>> offers;
        try {
            offers = subject.start();
        } catch (final BundleException e) {
            final Throwable cause = e.getCause() == null ? e : e.getCause();
            return Judgement.last(Finding.of("the bundle does not start: " + cause,
                    "let it start without anything but the product's own packages and services"));
        }
        if (offers.isEmpty()) {
            throw new RefusedException("found that bundle " + subject.id()
                    + " offers no service of org.signalbox.vswitch.extension.Extension, expected one");
        }
        if (offers.size() > 1 || subject.extension() == null) {
            return Judgement.last(Finding.of("the bundle offers " + offers.size()
                    + " extensions, and the switch knows an extension by its bundle",
                    "offer exactly one service of type Extension; put others into bundles of their own"));
        }
        final ExtensionKind kind = kind(subject.extension());
        if (subject.extension().kind() != kind) {
            return Judgement.last(Finding.of("it says that it is " + word(subject.extension().kind()) + ", and it is "
                    + word(kind), "leave kind() as the interface has it"));
        }
        return Judgement.ok(word(kind));
    }

    static String word(final ExtensionKind kind) {
        return kind == null ? "of no kind" : kind.name().toLowerCase(Locale.ROOT);
    }

    private static ExtensionKind kind(final Extension extension) {
        return switch (extension) {
            case final CapturingExtension _ -> ExtensionKind.CAPTURING;
            case final FilteringExtension _ -> ExtensionKind.FILTERING;
            case final ForwardingExtension _ -> ExtensionKind.FORWARDING;
        };
    }
}
