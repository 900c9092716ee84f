package org.signalbox.vswitch.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The code of somebody who has not thought of the end. */
public enum Loops implements Consumer<AtomicBoolean> {
    NOTHING_BUT_TURNS {
        @Override
        public void accept(final AtomicBoolean over) {
            int turns = 0;
            while (turns >= 0 || !over.get()) {
                turns = turns + 1 & 0xFF;
            }
        }
    },
    SWALLOWS_WHAT_IS_THROWN {
        @Override
        public void accept(final AtomicBoolean over) {
            while (!over.get()) {
                try {
                    for (int turn = 0; !over.get(); turn++) {
                        Math.floorMod(7, turn & 1);
                    }
                } catch (final Throwable ignored) {
                    Thread.onSpinWait();
                }
            }
        }
    },
    WITHIN_A_LOOP {
        @Override
        public void accept(final AtomicBoolean over) {
            for (int round = 0; !over.get(); round++) {
                for (int turn = 0; turn < 1_000; turn++) {
                    round ^= turn;
                }
            }
        }
    },
    BY_A_SWITCH {
        @Override
        public void accept(final AtomicBoolean over) {
            int state = 0;
            do {
                switch (state) {
                    case 0 -> state = 1;
                    case 1 -> state = 2;
                    default -> state = 0;
                }
            } while (!over.get());
        }
    };

    /** A computation with loops that end. */
    public static int sum(final int[] numbers) {
        int sum = 0;
        for (final int number : numbers) {
            for (int bit = 0; bit < 3; bit++) {
                sum += number >>> bit;
            }
        }
        return sum;
    }
}
