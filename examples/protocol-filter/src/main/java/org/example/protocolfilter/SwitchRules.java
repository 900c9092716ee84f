package org.example.protocolfilter;

import java.util.List;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;

/**
 * The policy of a switch: what no station may send.
 *
 * @param deny   in any order
 * @param except names of ports that this does not hold for
 */
public record SwitchRules(
        @Doc("What no station may send.") List<Denied> deny,
        @Doc("Names of ports that this does not hold for.") @Default("[]")
        @Pattern(value = "[A-Za-z0-9][A-Za-z0-9._-]*", means = "a name such as web-1") List<String> except) {
    /** Copies the lists. */
    public SwitchRules {
        deny = List.copyOf(deny);
        except = List.copyOf(except);
    }
}
