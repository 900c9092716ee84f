package org.signalbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;

import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scripts run to their end or to the first line that is refused. */
class ScriptTest {
    private final FakeFabric fabric = new FakeFabric();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final PrintStream before = System.err;

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(errors, true));
    }

    @AfterEach
    void release() {
        System.setErr(before);
    }

    private int run(String text) throws IOException {
        final ConsoleSession session = new ConsoleSession(new Cmdlets(fabric),
                new Gogo(new CommandProcessorImpl(new ThreadIOImpl())), "script");
        return new Script(session, "lab.ps1").run(new BufferedReader(new StringReader(text)));
    }

    @Test
    void shouldRunLinesThatGoOn() throws IOException {
        assertThat(run("""
                # a comment with an open ' quote
                New-VMSwitch `
                    -Name a
                New-VMSwitch b

                Get-VMSwitch |
                    Where-Object {
                        $_.Name -eq 'a'
                    } | Remove-VMSwitch
                exit
                New-VMSwitch c
                """)).isZero();
        assertThat(fabric.switches).containsOnlyKeys("b");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void shouldStopAtTheFirstRefusedLine() throws IOException {
        assertThat(run("New-VMSwitch a\n\nGet-VMSwitch |\n  Whre-Object Name\nNew-VMSwitch b\n")).isEqualTo(2);
        assertThat(errors.toString()).isEqualTo("lab.ps1:3: found no command Whre-Object, expected one that"
                + " Get-Command lists; did you mean Where-Object?" + System.lineSeparator());
        assertThat(fabric.switches).containsOnlyKeys("a");
    }

    @Test
    void shouldRefuseAScriptThatEndsTooEarly() throws IOException {
        assertThat(run("Get-VMSwitch (\n")).isEqualTo(2);
        assertThat(errors.toString()).startsWith("lab.ps1:1: found the end");
    }
}
