package org.signalbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Pattern;

/** Commands print as an administrator would type them. The judge is PowerShell's notation, written by hand. */
class CommandTextTest {
    enum Kind {
        PRIVATE, INTERNAL
    }

    record Parameters(@Doc("Name.") @Pattern(value = ".+", means = "a name") String vmSwitchName,
            @Default("private") Kind switchType, @Default("false") boolean force, @Default("true") boolean learn,
            Optional<Integer> vlanId, List<String> allowed, Map<String, Object> attachment) {
    }

    private static final Query<Parameters> COMMAND = new Query<>() {
        @Override
        public CommandName name() {
            return CommandName.parse("Get-Test");
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public Class<Parameters> parameters() {
            return Parameters.class;
        }

        @Override
        public List<? extends Record> query(FabricDocument document, Parameters parameters) {
            return List.of();
        }
    };

    private static Parameters named(String name) {
        return new Parameters(name, Kind.PRIVATE, false, true, Optional.empty(), List.of(), Map.of());
    }

    @Test
    void shouldLeaveOutWhatIsAtItsDefault() {
        assertThat(CommandText.print(COMMAND, named("prod"))).isEqualTo("Get-Test -VMSwitchName prod");
    }

    @Test
    void shouldPrintEveryKindOfValue() {
        final Parameters all = new Parameters("prod", Kind.INTERNAL, true, false, Optional.of(10), List.of("1", "20-29"),
                Map.of("lab", Map.of("id", 7L)));
        assertThat(CommandText.print(COMMAND, all)).isEqualTo("Get-Test -VMSwitchName prod -SwitchType internal -Force"
                + " -Learn:$false -VlanId 10 -Allowed 1,20-29 -Attachment @{ lab = @{ id = 7 } }");
    }

    @Test
    void shouldQuoteWhatIsNoWord() {
        assertThat(CommandText.quote("it's me")).isEqualTo("'it''s me'");
        assertThat(CommandText.quote("-Force")).isEqualTo("'-Force'");
        assertThat(CommandText.quote("")).isEqualTo("''");
        assertThat(CommandText.quote("a\n$b\u0007")).isEqualTo("\"a`n`$b`u{7}\"");
        assertThat(CommandText.quote("02:00:00:00:00:01")).isEqualTo("02:00:00:00:00:01");
    }

    @Test
    void shouldTellTextsFromNumbersWhereNothingElseDoes() {
        assertThat(CommandText.print(COMMAND,
                Map.of("vmSwitchName", "10", "attachment", Map.of("x", List.of("10", 10L)))))
                .isEqualTo("Get-Test -VMSwitchName 10 -Attachment @{ x = @('10', 10) }");
    }

    @Test
    void shouldSayWhichParametersARecordHas() {
        final List<Parameter> parameters = Parameter.of(Parameters.class);
        assertThat(parameters).extracting(Parameter::name).containsExactly("VMSwitchName", "SwitchType", "Force", "Learn",
                "VlanId", "Allowed", "Attachment");
        assertThat(parameters).filteredOn(Parameter::required).extracting(Parameter::key).containsExactly("vmSwitchName");
        assertThat(parameters).filteredOn(Parameter::isSwitch).extracting(Parameter::key).containsExactly("force", "learn");
    }
}
