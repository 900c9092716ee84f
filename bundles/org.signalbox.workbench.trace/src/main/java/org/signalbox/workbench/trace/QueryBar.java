package org.signalbox.workbench.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** Where a packet enters, what it is for and what it is; Enter simulates, or follows anew while that is on. */
final class QueryBar {

    private static final String ANYWHERE = "(not said)";

    private final Composite row;
    private final NameChoice from;
    private final NameChoice to;
    private final Text packet;
    private final Button simulate;
    private final Button follow;
    private List<SwitchSpec> switches = List.of();
    private List<Place> places = List.of();

    /** What the user asks for. */
    interface Asked {
        /** To simulate. */
        void simulate();

        /** To follow, or to stop following. */
        void follow(boolean on);

        /** Something else stands in the bar. */
        void changed();
    }

    QueryBar(Composite parent, Theme theme, Asked asked) {
        row = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(7, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 8;
        row.setLayout(layout);
        row.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(row, Token.SURFACE, Token.TEXT);
        from = new NameChoice(row, theme, "From", "Port where the packet enters", () -> {
            offerTargets();
            asked.changed();
        });
        to = new NameChoice(row, theme, "To",
                "Port that a simulated packet is for; its addresses are taken from there", asked::changed);
        packet = new Text(row, SWT.SINGLE | SWT.BORDER);
        packet.setMessage("What the packet is, such as tcp dst port 22");
        packet.setToolTipText("What the packet is: words such as tcp dst port 22, src 10.0.0.1, vlan 10, or parameters "
                + "of Trace-Packet such as -Protocol tcp -DestinationPort 22; nothing is an echo request.\n"
                + "To follow frames by: a filter as tcpdump has them; nothing is all frames.");
        final GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.minimumWidth = 160;
        packet.setLayoutData(wide);
        packet.addListener(SWT.Modify, event -> asked.changed());
        simulate = new Button(row, SWT.PUSH);
        simulate.setText("Simulate");
        simulate.setToolTipText("Tell what the live switch would do with the packet; nothing is sent (Enter)");
        simulate.addListener(SWT.Selection, event -> asked.simulate());
        follow = new Button(row, SWT.TOGGLE);
        follow.setText("Follow live");
        follow.setToolTipText("Show what becomes of frames that enter there; the field selects among them");
        follow.addListener(SWT.Selection, event -> asked.follow(follow.getSelection()));
        packet.addListener(SWT.DefaultSelection, event -> {
            if (follow.getSelection()) {
                asked.follow(true);
            } else {
                asked.simulate();
            }
        });
        enable();
    }

    /** The control that takes what is typed. */
    Text field() {
        return packet;
    }

    /** Offers the ports as they are now; what was chosen stays chosen. */
    void show(List<SwitchSpec> now) {
        if (now.equals(switches)) {
            return;
        }
        switches = now;
        final Optional<Place> chosen = from();
        places = Place.of(now);
        from.offer(places.stream().map(Place::label).toList(), places.isEmpty() ? -1
                : Math.max(0, chosen.map(places::indexOf).orElse(0)));
        offerTargets();
        enable();
    }

    private void offerTargets() {
        final String chosen = to.text();
        final List<String> items = new ArrayList<>(List.of(ANYWHERE));
        from().ifPresent(place -> items.addAll(place.targets(switches)));
        to.offer(items, Math.max(0, items.indexOf(chosen)));
    }

    private void enable() {
        final boolean any = !places.isEmpty();
        from.setEnabled(any);
        to.setEnabled(any);
        simulate.setEnabled(any);
        follow.setEnabled(any);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    Optional<Place> from() {
        return from.index() < 0 || places.isEmpty() ? Optional.empty() : Optional.of(places.get(from.index()));
    }

    Optional<String> to() {
        return to.index() <= 0 ? Optional.empty() : Optional.of(to.text());
    }

    String text() {
        return packet.getText().strip();
    }

    /** Shows whether frames are followed. */
    void setFollowing(boolean on) {
        follow.setSelection(on);
        follow.setText(on ? "Stop following" : "Follow live");
        row.layout();
    }
}
