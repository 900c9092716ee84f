package org.signalbox.fabric;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.signalbox.command.RefusedException;
import org.signalbox.command.TrustSpec;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.Provision;

/** Extensions without bundles: those in the folder become present when they are provided. */
final class FakeExtensions implements Extensions {
    final Set<String> folder = new TreeSet<>();
    private final FakeSwitches switches;

    FakeExtensions(FakeSwitches switches) {
        this.switches = switches;
    }

    @Override
    public boolean isPresent(String id) {
        return switches.present.contains(id);
    }

    @Override
    public Provision provision() {
        final List<String> fresh = new ArrayList<>();
        return new Provision() {
            @Override
            public boolean provide(String id, TrustSpec trust) {
                if (folder.contains(id) && switches.present.add(id)) {
                    fresh.add(id);
                }
                return isPresent(id);
            }

            @Override
            public void keep() {
                fresh.clear();
            }

            @Override
            public void close() {
                switches.present.removeAll(fresh);
            }
        };
    }

    @Override
    public String install(Path file) {
        switches.present.add(file.toString());
        return file + " 1.0.0";
    }

    @Override
    public String describe(Path file) {
        return file + " 1.0.0";
    }

    @Override
    public void uninstall(String id) throws RefusedException {
        refuseAbsent(id);
        switches.present.remove(id);
    }

    @Override
    public void refuseAbsent(String id) throws RefusedException {
        if (!isPresent(id)) {
            throw new RefusedException("found no installed extension '" + id + "', expected one");
        }
    }
}
