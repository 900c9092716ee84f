package org.signalbox.house.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken for the output that a page shows, and what is not. */
class ShownTest {

    @ParameterizedTest
    @CsvSource(delimiter = '@', textBlock = """
            one                       @ one                        @ true
            one                       @ two                        @ false
            in 2000, made 0           @ in 31, made 7              @ true
            at 1.5 s, version 1.0.0   @ at 12 s, version 1.2.10    @ true
            7 frames                  @ no frames                  @ false
            name  drops/-----  --/a  1 @ name     drops/----  ------/a          100 @ true
            ready                     @ ready/and more             @ false
            ready/and more            @ ready                      @ false
            .../last                  @ first/second/last          @ true
            .../last                  @ last                       @ true
            first/...                 @ first                      @ true
            first/.../last            @ first/second               @ false
            building; the first ...   @ building; the first time   @ true
            building; the first ...   @ building; the last time    @ false
            a-b (c) [d]*              @ a-b (c) [d]*               @ true
            """)
    void shouldTakeNumbersAndDotsForAnyAndNothingElse(final String shown, final String seen, final boolean matches) {
        assertThat(Shown.matches(shown.replace('/', '\n'), seen.replace('/', '\n'))).isEqualTo(matches);
    }
}
