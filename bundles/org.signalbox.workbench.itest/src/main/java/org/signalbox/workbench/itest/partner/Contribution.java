package org.signalbox.workbench.itest.partner;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.signalbox.workbench.MapDecoration;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.policy.PolicyEditor;

/** Brings a view, an editor of a policy and badges on the map, as the components of a partner's bundle would. */
public final class Contribution implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(View.class, new PartnerView(), new Hashtable<>(Map.of(
                ViewPlace.PREFIX_ + "id", "partner", ViewPlace.PREFIX_ + "title", PartnerView.TITLE)));
        context.registerService(PolicyEditor.class, new PartnerEditor(), null);
        context.registerService(MapDecoration.class, new PartnerDecoration(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters what the bundle registered
    }
}
