package org.signalbox.practices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.signalbox.command.RefusedException;
import org.signalbox.practice.Severity;
import org.signalbox.schema.Doc;

/**
 * A practice and how the last scan went with it. Source of the names: Microsoft, {@code Get-BpaModel} and
 * {@code Invoke-BpaModel}.
 *
 * @param success whether it answered; detail says why not
 */
public record BpaModel(String id, Severity severity, String title, int findings, boolean success, String detail,
        Instant lastScanTime, String impact, String source) {

    /** Of the commands that answer with it. */
    public record Parameters(@Doc("Id of the practice, such as TenantGuards; without it, all.") Optional<String> id) {
    }

    static List<BpaModel> of(Scan scan, Parameters given) throws RefusedException {
        if (given.id().isPresent()) {
            Scans.refuseUnknown(scan, given.id().get());
        }
        return scan.outcomes().stream().filter(each -> given.id().map(each.rule().id()::equalsIgnoreCase).orElse(true))
                .map(each -> new BpaModel(each.rule().id(), each.rule().severity(), each.rule().title(),
                        each.findings().size(), each.failure().isEmpty(), each.failure(), scan.when(),
                        each.rule().why(), each.rule().source())).toList();
    }
}
