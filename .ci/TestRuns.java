import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the named test classes and prints how many tests ran, then each that failed as {@code Class.method}. */
class TestRuns {
  public static void main(String[] classes) {
    List<String> failed = new ArrayList<>();
    int[] ran = {0};
    var request = LauncherDiscoveryRequestBuilder.request();
    for (String name : classes) {
      request.selectors(selectClass(name));
    }
    LauncherFactory.create()
        .execute(
            request.build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                ran[0] += test.isTest() ? 1 : 0;
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                  failed.add(nameOf(test));
                }
              }
            });
    System.out.println(ran[0] + " tests");
    failed.stream().distinct().forEach(System.out::println);
    System.exit(0);
  }

  private static String nameOf(TestIdentifier test) {
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(one -> one.getClassName().replaceAll(".*\\.", "") + "." + one.getMethodName())
        .orElse(test.getDisplayName());
  }
}
