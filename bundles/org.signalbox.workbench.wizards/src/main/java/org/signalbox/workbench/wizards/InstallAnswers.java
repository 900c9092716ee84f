package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.command.RefusedException;
import org.signalbox.workbench.Cmdlet;

/**
 * An extension to install as the wizard is told of it.
 *
 * @param look       tells what is at the source
 * @param switchName where it is enabled; empty for nowhere
 * @param spot       where it stands there
 */
record InstallAnswers(Source source, Candidate.Look look, String switchName, Spot spot) implements Plan.Answers {

    static final String PATH = "path";
    static final String REPOSITORY = "repository";
    static final String ID = "id";
    static final String SWITCH = "switch";
    static final String SPOT = "spot";

    /**
     * A place among the extensions of one type.
     *
     * @param parameter of {@code Move-VMSwitchExtension}; empty for where it comes to stand when it is enabled
     */
    record Spot(String label, String parameter, Object value) {

        static final Spot TOP = new Spot("on top of its type", "", "");
        static final Spot BOTTOM = new Spot("at the bottom of its type", "Last", true);

        /** The places beside others, top first. */
        static List<Spot> among(List<String> others) {
            final List<Spot> spots = new ArrayList<>(List.of(TOP));
            others.stream().skip(1).forEach(each -> spots.add(new Spot("right above " + each, "Before", each)));
            if (!others.isEmpty()) {
                spots.add(BOTTOM);
            }
            return spots;
        }
    }

    @Override
    public boolean asksOutside() {
        return true;
    }

    @Override
    public Plan plan() {
        final Checks checks = new Checks();
        final Optional<Candidate> found = candidate(checks);
        final List<Cmdlet> commands = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        final Map<Cmdlet, Cmdlet> reverses = new LinkedHashMap<>();
        found.ifPresent(each -> {
            commands.add(source.install());
            reverses.put(source.install(), Cmdlet.of("Uninstall-VMSwitchExtension").with("Name", each.id()));
            if (switchName.isEmpty()) {
                notes.add("It is disabled on every switch until it is enabled there.");
            } else {
                enable(each.id(), commands);
            }
            if (each.isDoubtful()) {
                notes.add("It is " + each.signature() + "; whose extensions run, Set-ExtensionTrust says.");
            }
            if (!source.isFile()) {
                notes.add("Undo these changes leaves what came along with it.");
            }
        });
        return new Plan(commands, checks.problems(), notes, reverses);
    }

    private void enable(String id, List<Cmdlet> commands) {
        commands.add(Cmdlet.of("Enable-VMSwitchExtension").with("VMSwitchName", switchName).with("Name", id));
        if (!spot.parameter().isEmpty()) {
            commands.add(Cmdlet.of("Move-VMSwitchExtension").with("VMSwitchName", switchName).with("Name", id)
                    .with(spot.parameter(), spot.value()));
        }
    }

    private Optional<Candidate> candidate(Checks checks) {
        final boolean given = source.isFile() ? checks.given(PATH, source.path(), "the file of a bundle")
                : checks.given(REPOSITORY, source.repository(), "a folder with an index.xml, or its URL")
                        & checks.given(ID, source.id(), "the id of an extension");
        if (!given) {
            return Optional.empty();
        }
        try {
            return Optional.of(look.at(source));
        } catch (RefusedException refused) {
            checks.refuse(source.isFile() ? PATH : ID, source.isFile()
                    ? named(refused.getMessage(), source.path(), "File")
                    : named(refused.getMessage(), source.repository(), "Repository"));
            return Optional.empty();
        }
    }

    /** The sentence with the field's name in front, in the place of its contents, which stand right below. */
    private static String named(String sentence, String place, String field) {
        return sentence.startsWith(place + ": ") ? field + sentence.substring(place.length())
                : sentence.startsWith("found ") ? field + ": " + sentence : sentence;
    }
}
