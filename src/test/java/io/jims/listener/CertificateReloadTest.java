package io.jims.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.jims.testing.CapturedLog;
import io.jims.testing.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateReloadTest {
    @Test
    void missingFile_isSaidOnce_andItsReturn(@TempDir Path directory) throws Exception {
        TestCertificate certificate = TestCertificate.make("EC", directory);
        TlsFiles files = certificate.writeTo(directory);
        try (CapturedLog log = new CapturedLog(CertificateReload.class);
                CertificateReload reload =
                        new CertificateReload(files, fresh -> {}, Duration.ofHours(1))) {
            reload.look();
            for (Path missing : List.of(files.certificate(), files.key())) {
                Files.delete(missing);
                for (int i = 0; i < 5; i++) {
                    reload.look();
                }
                certificate.writeTo(directory);
                reload.look();
                reload.look();
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARNING"))
                    .hasSize(2)
                    .allMatch(line -> line.contains("the last certificate is used on: "));
            assertThat(log.lines()).filteredOn(line -> line.startsWith("INFO")).hasSize(2);
        }
    }
}
