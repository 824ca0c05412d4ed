package io.jims.app;

import io.jims.core.JimsApp;
import java.util.List;

class MemberAppContractTest extends AppContract {
    @Override
    protected JimsApp app() {
        try (AppResolver resolver = AppResolver.open(AppSettings.ofPath(List.of()))) {
            return resolver.resolve(ContractApp.class.getName() + ":APP").app();
        }
    }
}
