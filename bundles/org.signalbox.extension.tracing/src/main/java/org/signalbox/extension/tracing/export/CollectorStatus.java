package org.signalbox.extension.tracing.export;

import org.signalbox.command.Unit;

/**
 * What a collector was told so far.
 *
 * @param frames     that were counted or sampled from, since the policy is as it is
 * @param layer2Bytes of these, on the wire without the tag of their VLAN
 * @param records    flows (IPFIX) or sampled frames (sFlow) that were told
 * @param messages   that were sent
 * @param bytes      of these, without UDP header
 * @param errors     messages that are known not to have arrived
 * @param notCounted frames (IPFIX) or samples (sFlow) for which there was no room
 * @param reason     why the last message was not sent; empty if it was
 */
public record CollectorStatus(String switchName, ExportProtocol protocol, CollectorAddress address, long frames,
        @Unit("bytes") long layer2Bytes, long records, long messages, @Unit("bytes") long bytes, long errors,
        long notCounted, String reason) {
}
