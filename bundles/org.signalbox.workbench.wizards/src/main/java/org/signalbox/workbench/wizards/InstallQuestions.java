package org.signalbox.workbench.wizards;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.workbench.wizards.InstallAnswers.Spot;

/** What the wizard for an extension to install asks: which one, then where it is enabled. */
final class InstallQuestions implements Questions {

    private static final String NOWHERE = "none: install it alone";

    /** What was found at a source. */
    private record Seen(Source source, Candidate candidate) {
    }

    private final Known known;
    private final Commands commands;
    private final Optional<String> folder;
    private volatile Optional<Seen> seen = Optional.empty();
    private List<Button> sources;
    private Text path;
    private Text repository;
    private Text id;
    private Combo switches;
    private Combo spots;
    private List<Spot> offered = List.of(Spot.TOP);

    /** @param folder where the extensions stand that are shipped */
    InstallQuestions(Known known, Commands commands, Optional<String> folder) {
        this.known = known;
        this.commands = commands;
        this.folder = folder;
    }

    @Override
    public String title() {
        return "Install extension";
    }

    @Override
    public List<QuestionPage> pages() {
        return List.of(new Bundle(), new Place());
    }

    private Source source() {
        return new Source(sources.getFirst().getSelection(), path.getText().strip(), repository.getText().strip(),
                id.getText().strip());
    }

    private Candidate look(Source source) throws RefusedException {
        final Candidate candidate = Candidate.of(commands, source);
        seen = Optional.of(new Seen(source, candidate));
        return candidate;
    }

    private Optional<Candidate> candidate() {
        return seen.filter(each -> each.source().equals(source())).map(Seen::candidate);
    }

    /** The first page. */
    private final class Bundle implements QuestionPage {

        @Override
        public String title() {
            return "The bundle";
        }

        @Override
        public String hint() {
            return candidate().map(Candidate::sentence)
                    .orElse("Name the file of the extension's bundle, or the repository that has it.");
        }

        @Override
        public void fill(Form page) {
            sources = page.radios("From", List.of("a f&ile", "a re&pository"), "Where the extension comes from.");
            path = page.file(InstallAnswers.PATH, "&File", "such as /tmp/meter-1.0.0.jar",
                    "File of the extension's bundle.", folder);
            repository = page.text(InstallAnswers.REPOSITORY, "Reposi&tory", "such as https://repo.acme.com/extensions",
                    "A folder with an index.xml, or its URL.", "");
            id = page.text(InstallAnswers.ID, "&Extension", "such as com.acme.meter",
                    "Its id, the symbolic name of its bundle; the newest version that runs here is taken.", "");
            final Runnable fit = () -> {
                final boolean isFile = sources.getFirst().getSelection();
                page.show(path.getParent(), isFile);
                page.show(repository, !isFile);
                page.show(id, !isFile);
            };
            fit.run();
            sources.forEach(each -> each.addListener(SWT.Selection, event -> fit.run()));
        }
    }

    /** The second page. */
    private final class Place implements QuestionPage {

        private Form form;

        @Override
        public String title() {
            return "Where it runs";
        }

        @Override
        public String hint() {
            return known.switches().isEmpty() ? "There is no switch yet; the extension is enabled on one later."
                    : "Choose the switch whose frames pass it, or none to enable it later.";
        }

        @Override
        public void fill(Form page) {
            form = page;
            switches = page.choice(InstallAnswers.SWITCH, "Enable on &switch",
                    Stream.concat(Stream.of(NOWHERE), known.switchNames().stream()).toList(),
                    "Switch that the extension is enabled on.");
            spots = page.choice(InstallAnswers.SPOT, "&Place", List.of(Spot.TOP.label()),
                    "Frames that come in meet the uppermost first.");
            switches.addListener(SWT.Selection, event -> {
                shown();
                page.change();
            });
            page.show(spots, false);
        }

        /** Offers the places among those of the extension's type, or all where its type is not known. */
        @Override
        public void shown() {
            final Optional<SwitchSpec> on = Optional.ofNullable(known.switches().get(switchName()));
            final String kind = candidate().map(Candidate::kind).orElse("");
            offered = Spot.among(on.map(SwitchSpec::extensions).orElse(List.of()).stream()
                    .filter(each -> kind.isEmpty() || kindOf(each).isEmpty() || kindOf(each).equals(kind))
                    .filter(each -> candidate().filter(one -> one.id().equals(each)).isEmpty()).toList());
            spots.setItems(offered.stream().map(Spot::label).toArray(String[]::new));
            spots.select(0);
            form.show(spots, offered.size() > 1);
        }
    }

    private String kindOf(String extension) {
        return known.extensions().stream().filter(each -> each.id().equals(extension)).findFirst()
                .map(each -> Schema.word(each.kind())).orElse("");
    }

    private String switchName() {
        return switches.getSelectionIndex() <= 0 ? "" : switches.getText();
    }

    @Override
    public Plan.Answers answers() {
        return new InstallAnswers(source(), this::look, switchName(),
                offered.get(Math.max(0, spots.getSelectionIndex())));
    }
}
