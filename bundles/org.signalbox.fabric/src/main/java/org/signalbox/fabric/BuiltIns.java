package org.signalbox.fabric;

import java.util.List;

import org.signalbox.command.Command;
import org.signalbox.fabric.cmdlet.AddVMNetworkAdapter;
import org.signalbox.fabric.cmdlet.AddVMNetworkAdapterAcl;
import org.signalbox.fabric.cmdlet.AddVMNetworkAdapterExtendedAcl;
import org.signalbox.fabric.cmdlet.AddVMSwitchExtensionPortFeature;
import org.signalbox.fabric.cmdlet.AddVMSwitchExtensionSwitchFeature;
import org.signalbox.fabric.cmdlet.AddVMSwitchForwardingEntry;
import org.signalbox.fabric.cmdlet.AddVMSwitchMirror;
import org.signalbox.fabric.cmdlet.ConnectVMNetworkAdapter;
import org.signalbox.fabric.cmdlet.CopyVMSwitchExtensionPortFeature;
import org.signalbox.fabric.cmdlet.DisableVMSwitchExtension;
import org.signalbox.fabric.cmdlet.EnableVMSwitchExtension;
import org.signalbox.fabric.cmdlet.ExportFabric;
import org.signalbox.fabric.cmdlet.ExportFabricSchema;
import org.signalbox.fabric.cmdlet.GetJournal;
import org.signalbox.fabric.cmdlet.GetVMNetworkAdapter;
import org.signalbox.fabric.cmdlet.GetVMNetworkAdapterAcl;
import org.signalbox.fabric.cmdlet.GetVMNetworkAdapterExtendedAcl;
import org.signalbox.fabric.cmdlet.GetVMNetworkAdapterVlan;
import org.signalbox.fabric.cmdlet.GetVMSwitch;
import org.signalbox.fabric.cmdlet.GetVMSwitchExtension;
import org.signalbox.fabric.cmdlet.GetVMSwitchExtensionLeak;
import org.signalbox.fabric.cmdlet.GetVMSwitchExtensionPortFeature;
import org.signalbox.fabric.cmdlet.GetVMSwitchExtensionSwitchFeature;
import org.signalbox.fabric.cmdlet.GetVMSwitchExtensionUpgrade;
import org.signalbox.fabric.cmdlet.GetVMSwitchFlowCache;
import org.signalbox.fabric.cmdlet.GetVMSwitchForwardingEntry;
import org.signalbox.fabric.cmdlet.GetVMSwitchMirror;
import org.signalbox.fabric.cmdlet.MeasureVMSwitchExtension;
import org.signalbox.fabric.cmdlet.MoveVMSwitchExtension;
import org.signalbox.fabric.cmdlet.NewVMSwitch;
import org.signalbox.fabric.cmdlet.RemoveVMNetworkAdapter;
import org.signalbox.fabric.cmdlet.RemoveVMNetworkAdapterAcl;
import org.signalbox.fabric.cmdlet.RemoveVMNetworkAdapterExtendedAcl;
import org.signalbox.fabric.cmdlet.RemoveVMSwitch;
import org.signalbox.fabric.cmdlet.RemoveVMSwitchExtensionPortFeature;
import org.signalbox.fabric.cmdlet.RemoveVMSwitchExtensionSwitchFeature;
import org.signalbox.fabric.cmdlet.RemoveVMSwitchForwardingEntry;
import org.signalbox.fabric.cmdlet.RemoveVMSwitchMirror;
import org.signalbox.fabric.cmdlet.RestoreVMSwitchExtensionLock;
import org.signalbox.fabric.cmdlet.SetExtensionTrust;
import org.signalbox.fabric.cmdlet.SetVMNetworkAdapter;
import org.signalbox.fabric.cmdlet.SetVMNetworkAdapterVlan;
import org.signalbox.fabric.cmdlet.SetVMSwitch;
import org.signalbox.fabric.cmdlet.SetVMSwitchExtension;
import org.signalbox.fabric.cmdlet.SetVMSwitchExtensionPortFeature;
import org.signalbox.fabric.cmdlet.SetVMSwitchExtensionSwitchFeature;
import org.signalbox.fabric.cmdlet.TraceVMSwitch;
import org.signalbox.fabric.cmdlet.UninstallVMSwitchExtension;
import org.signalbox.fabric.cmdlet.UnlockVMSwitchExtension;
import org.signalbox.fabric.cmdlet.UpdateVMSwitchExtension;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.vswitch.VirtualSwitches;

/** The commands that come with the fabric. */
final class BuiltIns {

    private BuiltIns() {
    }

    static List<Command<?>> all(LiveFabric fabric, VirtualSwitches switches, Extensions extensions) {
        return List.of(
                new GetVMSwitch(switches), new NewVMSwitch(), new SetVMSwitch(), new RemoveVMSwitch(),
                new TraceVMSwitch(switches),
                new GetVMNetworkAdapter(switches), new AddVMNetworkAdapter(), new SetVMNetworkAdapter(),
                new RemoveVMNetworkAdapter(), new ConnectVMNetworkAdapter(),
                new GetVMNetworkAdapterVlan(), new SetVMNetworkAdapterVlan(),
                new GetVMSwitchForwardingEntry(switches), new AddVMSwitchForwardingEntry(),
                new GetVMSwitchFlowCache(switches),
                new RemoveVMSwitchForwardingEntry(),
                new GetVMSwitchMirror(), new AddVMSwitchMirror(), new RemoveVMSwitchMirror(),
                new GetVMSwitchExtension(switches), new EnableVMSwitchExtension(switches),
                new DisableVMSwitchExtension(), new MoveVMSwitchExtension(switches),
                new SetVMSwitchExtension(), new MeasureVMSwitchExtension(switches),
                new GetVMSwitchExtensionLeak(switches), new SetExtensionTrust(),
                new UnlockVMSwitchExtension(), new RestoreVMSwitchExtensionLock(),
                new UninstallVMSwitchExtension(extensions), new UpdateVMSwitchExtension(extensions),
                new GetVMSwitchExtensionUpgrade(extensions),
                new GetVMNetworkAdapterAcl(switches), new AddVMNetworkAdapterAcl(), new RemoveVMNetworkAdapterAcl(),
                new GetVMNetworkAdapterExtendedAcl(switches), new AddVMNetworkAdapterExtendedAcl(),
                new RemoveVMNetworkAdapterExtendedAcl(),
                new GetVMSwitchExtensionPortFeature(switches), new AddVMSwitchExtensionPortFeature(switches),
                new SetVMSwitchExtensionPortFeature(switches), new RemoveVMSwitchExtensionPortFeature(),
                new CopyVMSwitchExtensionPortFeature(),
                new GetVMSwitchExtensionSwitchFeature(switches), new AddVMSwitchExtensionSwitchFeature(switches),
                new SetVMSwitchExtensionSwitchFeature(switches), new RemoveVMSwitchExtensionSwitchFeature(),
                new ExportFabricSchema(switches),
                new ImportFabric(), new ExportFabric(fabric::document), new GetJournal(fabric::journal),
                new UndoChange(fabric::history), new RedoChange(fabric::history));
    }
}
