package org.signalbox.workbench.wizards;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.wizards.CaptureAnswers.Place;

/** What the wizard for a new capture asks. */
final class CaptureQuestions implements Questions, QuestionPage {

    private static final List<String> DIRECTIONS = List.of("both", "in", "out");

    private final Known known;
    private List<Button> whats;
    private Combo switches;
    private Text machine;
    private Text filter;
    private Combo directions;
    private Text path;
    private Text snap;
    private Text size;
    private Text files;
    private Text seconds;

    CaptureQuestions(Known known) {
        this.known = known;
    }

    @Override
    public String title() {
        return "New capture";
    }

    @Override
    public String hint() {
        return known.switches().isEmpty() ? "There is no switch yet. Make one first: File > New > Switch."
                : "Say which frames are written where; what became of each stands in its comment.";
    }

    @Override
    public List<QuestionPage> pages() {
        return List.of(this);
    }

    @Override
    public void fill(Form form) {
        whats = form.radios("Frames of", List.of("a s&witch", "a mac&hine", "the whole &fabric"),
                "Where frames are captured; of the whole fabric each switch has a file of its own.");
        switches = form.choice(CaptureAnswers.PLACES, "&Switch", known.switchNames(),
                "Switch whose frames are captured.");
        machine = form.text(CaptureAnswers.PLACES, "&Machine", "such as web",
                "Name of a machine, or of one adapter.", "");
        filter = form.text(CaptureAnswers.FILTER, "Fi&lter", "all frames",
                "As tcpdump has it, such as tcp port 80 and host 10.0.0.1; empty: all frames.", "");
        directions = form.choice("direction", "&Direction", List.of("In and out", "In, before the extensions",
                "Out, behind the extensions"), "Frames that enter the switch there, that leave it there, or both.");
        path = form.text(CaptureAnswers.PATH, "F&ile or pipe", "such as /tmp/prod.pcapng",
                "A path that is free; or, to look at it live, a named pipe that Wireshark reads.", "");
        snap = form.text(CaptureAnswers.SNAP, "B&ytes of a frame", "all", "Bytes of each frame that are kept.", "");
        size = form.text(CaptureAnswers.SIZE, "M&B a file", "one file, however large",
                "Megabytes after which the next file's turn comes.", "");
        files = form.text(CaptureAnswers.FILES, "&Kept files", "all", "Files that are kept; the oldest go.", "");
        seconds = form.text(CaptureAnswers.SECONDS, "S&econds", "until it is stopped",
                "Seconds after which it ends.", "");
        final Runnable fit = () -> {
            form.show(switches, whats.get(0).getSelection());
            form.show(machine, whats.get(1).getSelection());
        };
        fit.run();
        whats.forEach(each -> each.addListener(SWT.Selection, event -> fit.run()));
    }

    private List<Place> places() {
        if (whats.get(1).getSelection()) {
            return known.placesOf(machine.getText().strip());
        }
        return whats.get(2).getSelection() ? known.everything()
                : Stream.of(switches.getText()).filter(name -> !name.isEmpty())
                        .map(name -> new Place(name, List.of())).toList();
    }

    @Override
    public Plan.Answers answers() {
        return new CaptureAnswers(places(), filter.getText().strip(), DIRECTIONS.get(directions.getSelectionIndex()),
                path.getText().strip(), snap.getText().strip(), size.getText().strip(), files.getText().strip(),
                seconds.getText().strip());
    }
}
