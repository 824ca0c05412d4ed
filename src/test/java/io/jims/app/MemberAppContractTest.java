package io.jims.app;

import io.jims.core.JimsApp;
import java.util.List;
import java.util.Map;

class MemberAppContractTest extends AppContract {
    @Override
    protected JimsApp app() {
        try (AppResolver resolver = AppResolver.open(AppSettings.ofPath(List.of()))) {
            return resolver.resolve(ContractApp.class.getName() + ":APP").app();
        }
    }

    @Override
    protected Map<Ability, String> lacking() {
        return Map.of(
                Ability.VALUES,
                "the data of an event is a Map in Java",
                Ability.EDITS,
                "what a Java app sends is on its way to the visitor");
    }
}
