package org.signalbox.fabric.cmdlet;

import org.signalbox.schema.Key;

/** Source: Microsoft, {@code Microsoft.HyperV.PowerShell.OnOffState}. */
enum OnOff {
    @Key("On") ON,
    @Key("Off") OFF
}
