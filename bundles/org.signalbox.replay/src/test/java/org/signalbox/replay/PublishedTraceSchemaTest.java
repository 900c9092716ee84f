package org.signalbox.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/** The schema that people outside read is the one that the trace is written by, and another program agrees. */
class PublishedTraceSchemaTest {

    private static final Path PUBLISHED = Path.of("../../product/schema/trace.schema.json");
    private static final Headers SHORT = new Headers(Optional.empty(), Optional.empty(), 0, Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final Headers FULL = new Headers(Optional.of(MacAddress.parse("02:00:00:00:00:01")),
            Optional.of(MacAddress.BROADCAST), Optional.of(4095), 4094, 7, Optional.of(0x86dd), Optional.of(2),
            Optional.of(IpAddress.parse("2001:db8::1")), Optional.of(IpAddress.parse("10.0.0.1")), Optional.of(63),
            Optional.of(255), Optional.of(17), Optional.of(65_535), Optional.of(0), Optional.of(255), Optional.of(255));

    @Test
    void shouldBeTheSchemaOfDecisions() throws IOException {
        assertEquals(JsonText.pretty(Schema.of(Decision.class).jsonSchema()), Files.readString(PUBLISHED),
                PUBLISHED + " is out of date");
    }

    @Test
    void shouldAllowEveryDecisionAndNothingElse() throws IOException {
        final JsonSchema validator =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(PUBLISHED));
        for (final Verdict verdict : Verdict.values()) {
            final Step step = new Step("switch", verdict, "rule", "why", Optional.of(FULL));
            final Step plain = new Step("x", verdict, "", "", Optional.empty());
            for (final Decision decision : List.of(
                    new Decision(1, 0, "a", 0, SHORT, List.of(plain), List.of()),
                    new Decision(Long.MAX_VALUE, Long.MAX_VALUE, "a", 262_144, FULL, List.of(plain, step),
                            List.of(new Copy("b", List.of(step, plain)), new Copy("c", List.of(plain)))))) {
                final String line = JsonText.compact(Schema.of(Decision.class).unbind(decision));
                assertEquals(Set.of(), validator.validate(line, InputFormat.JSON), line);
                for (final String spoilt : List.of(line.replace("\"frame\"", "\"number\""),
                        line.replace("\"vlan\":", "\"vlan\":\"x\",\"vlan2\":"),
                        line.replace("\"verdict\":\"", "\"verdict\":\"not-"))) {
                    assertFalse(spoilt.equals(line) || validator.validate(spoilt, InputFormat.JSON).isEmpty(), spoilt);
                }
            }
        }
    }
}
