import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.web3j.codegen.SolidityFunctionWrapperGenerator;

/**
 * Generates the Web3j wrapper of every artefact; run by the build with Web3j's generator on the class path.
 *
 * <p>Arguments: the directory of the artefacts (NAME.abi.json, NAME.bin), the directory for the sources, the Java
 * package. Wrappers that are newer than everything they are made of are left alone.
 */
final class GenerateWrappers {
  private static final int ADDRESS_BYTES = 20;
  private static final String ABI = ".abi.json";

  public static void main(String[] args) throws IOException, ClassNotFoundException {
    // The generator reports each file on standard output.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    Path artefacts = Path.of(args[0]);
    Path sources = Path.of(args[1]);
    String javaPackage = args[2];

    List<String> contracts;
    try (var files = Files.list(artefacts)) {
      contracts =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(ABI))
              .map(name -> name.substring(0, name.length() - ABI.length()))
              .sorted()
              .toList();
    }
    for (String contract : contracts) {
      File abi = artefacts.resolve(contract + ABI).toFile();
      File bin = artefacts.resolve(contract + ".bin").toFile();
      File wrapper = sources.resolve(javaPackage.replace('.', '/')).resolve(contract + ".java").toFile();
      if (wrapper.lastModified() <= Math.max(abi.lastModified(), bin.lastModified())) {
        new SolidityFunctionWrapperGenerator(
                bin, abi, sources.toFile(), contract, javaPackage, true, false, ADDRESS_BYTES)
            .generate();
      }
    }
  }
}
