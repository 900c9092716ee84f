package org.signalbox.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A record with every kind of component that schemas know. */
@Doc("A rack of units.")
record Rack(
        @Pattern(value = "[A-Za-z0-9][A-Za-z0-9._-]*", means = "a name such as rack-1") @Doc("Its name.") String name,
        Kind kind,
        @Default("front-loaded") Kind spare,
        @Default("7") @Range(min = 0, max = 99) int rating,
        long serial,
        @Default("0.5") @Range(min = 0, max = 1) double load,
        @Default("true") boolean locked,
        @Key("native") @Default("1") @Range(min = 1, max = 4094) Integer vlan,
        List<Unit> units,
        @Range(min = 1, max = 8) List<Integer> slots,
        @Pattern(value = "[a-z]+", means = "lower-case letters") Map<String, String> labels,
        Map<String, Object> open,
        @Default("{\"mode\": \"off\"}") Power power,
        Optional<Power> backup,
        Optional<Tag> tag) {

    enum Kind { OPEN, FRONT_LOADED, @Key("HyperKind") HYPER }

    record Unit(String name, @Default("1") int height, List<Unit> inner) {
    }

    @Discriminator("mode")
    sealed interface Power permits Off, Metered, DualFeed {
    }

    record Off() implements Power {
    }

    @Key("metered")
    record Metered(@Range(min = 1, max = 400) int volts, @Default("false") boolean alarm) implements Power {
    }

    record DualFeed(List<String> feeds) implements Power {
    }

    /** Written as text. */
    record Tag(UUID id) {

        static Tag parse(final String text) {
            try {
                return new Tag(UUID.fromString(text));
            } catch (final IllegalArgumentException _) {
                throw new IllegalArgumentException("found '" + text + "', expected a tag");
            }
        }

        @Override
        public String toString() {
            return id.toString();
        }
    }
}
