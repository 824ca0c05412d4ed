package io.jims.operator;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The routes of a server, as it registers them. What is registered in a way that names no method
/// and address is a failure, so that none goes unseen.
final class RecordedRoutes {
    /// Neither answers at an address of its own.
    private static final Set<String> NO_ROUTES = Set.of("addFilter", "error", "build");

    private final HttpRouting.Builder real = HttpRouting.builder();
    private final List<Route> routes = new ArrayList<>();

    /// @param pattern such as `/threads/{id}`
    record Route(String method, String pattern) {}

    /// What the server puts its routes into.
    HttpRouting.Builder builder() {
        return (HttpRouting.Builder)
                Proxy.newProxyInstance(
                        RecordedRoutes.class.getClassLoader(),
                        new Class<?>[] {HttpRouting.Builder.class},
                        this::call);
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] given)
            throws Throwable {
        Object[] arguments = given == null ? new Object[0] : given;
        String name = method.getName();
        boolean last = name.equals("any") && arguments[0] instanceof Handler[]; // what is left: 404
        if (arguments.length == 2
                && arguments[0] instanceof String pattern
                && arguments[1] instanceof Handler[]) {
            routes.add(new Route(name.toUpperCase(Locale.ROOT), pattern));
        } else if (!last && !NO_ROUTES.contains(name)) {
            throw new AssertionError("this does not see the routes of " + method);
        }
        try {
            Object result = method.invoke(real, arguments);
            return result instanceof HttpRouting.Builder ? proxy : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
