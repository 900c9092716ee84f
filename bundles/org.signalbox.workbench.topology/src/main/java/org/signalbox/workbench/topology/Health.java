package org.signalbox.workbench.topology;

import java.util.Collection;
import java.util.stream.Stream;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;

/**
 * How the ports of a host or a switch fare.
 *
 * @param off      not connected to anything
 * @param dropping of those that are up, how many drop now
 * @param drops    frames dropped per second, those of extensions' own included
 */
record Health(int up, int down, int off, int dropping, double drops) {

    static Health of(Collection<LiveSwitch> switches) {
        int up = 0;
        int down = 0;
        int off = 0;
        int dropping = 0;
        double drops = 0;
        for (final LiveSwitch each : switches) {
            drops += each.rate().drops();
            for (final LivePort port : each.ports()) {
                switch (port.status().link()) {
                    case UP -> {
                        up++;
                        dropping += port.rate().drops() > 0 ? 1 : 0;
                    }
                    case DOWN -> down++;
                    case DISCONNECTED -> off++;
                }
            }
        }
        return new Health(up, down, off, dropping, drops);
    }

    /** The worst of it. */
    Token colour() {
        return drops > 0 ? Token.ERROR : down > 0 ? Token.WARN : up > 0 ? Token.OK : Token.TEXT3;
    }

    /** The worst of it in words: the colour never stands alone. */
    String words() {
        return drops > 0 ? Figures.rate(drops) + " drops/s" : down > 0 ? down + " down"
                : up > 0 ? up + " up" : "not connected";
    }

    /** The shares of a bar: up and fine, dropping, down, not connected. */
    int[] shares() {
        return Stream.of(up - dropping, dropping, down, off).mapToInt(Integer::intValue).toArray();
    }
}
