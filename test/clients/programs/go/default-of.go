// Prints for each line "CONFIG<tab>CREDENTIALS" what identity the Go SDK finds in the default profile of the two files.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		files := strings.Split(lines.Text(), "\t")
		found, err := config.LoadSharedConfigProfile(context.Background(), "default", func(options *config.LoadSharedConfigOptions) {
			options.ConfigFiles = files[:1]
			options.CredentialsFiles = files[1:]
		})
		if err != nil {
			fmt.Println()
			continue
		}
		keys := found.Credentials.AccessKeyID + found.Credentials.SecretAccessKey
		role := found.RoleARN + found.SourceProfileName + found.CredentialSource + found.WebIdentityTokenFile
		fmt.Println(keys + role + found.CredentialProcess + found.SSOStartURL + found.SSOAccountID + found.SSORoleName)
	}
}
